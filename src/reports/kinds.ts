import type { Contract, Output } from '../../types';
import type { answerers, setters } from '../../types/service';
import type { PromiseClock, Report, ReportRow, ReportState, Speaker } from '../../types/reports';

/** The types of the promise that these pages speak of, under short names. */
export type { PromiseClock, Report, ReportRow, ReportState, Speaker };
export type Line = Report['lines'][number];
export type Part = Report['parts'][number];
export type Answerer = (typeof answerers)[number];
export type Setter = (typeof setters)[number];
export type Similar = Output<Contract['reports']['near']>['reports'][number];
export type Shown = Output<Contract['reports']['published']>['reports'][number];
export type Comment = Output<Contract['reports']['comments']>['comments'][number];
export type Hours = Output<Contract['service']['hours']>['hours'];
export type Grid = Output<Contract['service']['grids']>['grids'][number];

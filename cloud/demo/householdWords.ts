/** Doors of the demo city. The houses are those of its first grid, and the numbers are made up. */
export const demoHouseholds = [
  { building: '3号楼', unit: '1单元', room: '101', phone: '0451-5550-0301' },
  { building: '3号楼', unit: '1单元', room: '102', phone: '' },
  { building: '3号楼', unit: '1单元', room: '201', phone: '0451-5550-0303' },
  { building: '3号楼', unit: '1单元', room: '202', phone: '0451-5550-0304' },
  { building: '3号楼', unit: '2单元', room: '101', phone: '' },
  { building: '3号楼', unit: '2单元', room: '102', phone: '0451-5550-0306' },
  { building: '3号楼', unit: '2单元', room: '501', phone: '0451-5550-0307' },
  { building: '5号楼', unit: '1单元', room: '101', phone: '0451-5550-0308' },
  { building: '5号楼', unit: '1单元', room: '102', phone: '' },
  { building: '5号楼', unit: '1单元', room: '301', phone: '0451-5550-0310' },
  { building: '5号楼', unit: '2单元', room: '101', phone: '0451-5550-0311' },
  { building: '5号楼', unit: '2单元', room: '1001', phone: '0451-5550-0312' },
];

/** Where a resident says that they live; the grid worker has not confirmed it yet. */
export const demoClaim = { building: '三号楼', unit: '二单元', room: '501' };

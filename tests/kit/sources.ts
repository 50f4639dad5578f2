import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** The sources as the house tests read them. Paths are relative to the project, with forward slashes. */
export const root = join(__dirname, '..', '..');

/** All files of ours below a folder of the project. */
export const filesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .filter((file) => !file.includes('/node_modules/'));

export const codeIn = (folder: string): string[] => filesIn(folder).filter((file) => /\.tsx?$/.test(file));

export const textOf = (file: string): string => readFileSync(join(root, file), 'utf8');

export interface Import {
  from: string;
  /** The file it reaches, or the package. */
  to: string;
  isOurs: boolean;
  /** Gone after compilation. */
  isType: boolean;
}

/** Everything a file imports or exports from elsewhere, types included. */
export function importsOf(file: string): Import[] {
  const found: Import[] = [];
  visit(file, (node) => {
    const specifier =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && (node.expression.kind === ts.SyntaxKind.ImportKeyword || isRequire(node))
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (!specifier || !ts.isStringLiteral(specifier)) return;
    const isOurs = specifier.text.startsWith('.');
    found.push({
      from: file,
      to: isOurs ? reached(file, specifier.text) : specifier.text,
      isOurs,
      isType: isTypeOnly(node),
    });
  });
  return found;
}

const isRequire = (node: ts.CallExpression): boolean =>
  ts.isIdentifier(node.expression) && node.expression.text === 'require';

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) {
    const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements : undefined;
    return node.isTypeOnly || (names !== undefined && names.every((name) => name.isTypeOnly));
  }
  if (!ts.isImportDeclaration(node) || !node.importClause) return false;
  const { isTypeOnly, name, namedBindings } = node.importClause;
  if (isTypeOnly) return true;
  const names = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements : undefined;
  return !name && names !== undefined && names.every((one) => one.isTypeOnly);
}

/** The file that a relative specifier means. */
function reached(from: string, specifier: string): string {
  const path = join(root, dirname(from), specifier);
  const candidates = ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => path + end);
  const file = candidates.find((one) => existsSync(one) && statSync(one).isFile());
  if (!file) throw new Error(`${from} imports ${specifier}, which is no file.`);
  return relative(root, file).replaceAll('\\', '/');
}

/** Walks the syntax of a file: comments are not part of it. */
export function visit(file: string, see: (node: ts.Node, source: ts.SourceFile) => void): void {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true, kind);
  const walk = (node: ts.Node): void => {
    see(node, source);
    ts.forEachChild(node, walk);
  };
  walk(source);
}

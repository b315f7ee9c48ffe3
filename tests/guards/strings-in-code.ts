import ts from 'typescript';

/** Attributes that people read or hear. */
const SPOKEN = new Set(['label', 'title', 'placeholder', 'alt', 'description', 'aria-label', 'aria-description', 'aria-valuetext', 'aria-roledescription']);
/** Scripts that only people read: no identifier, class or protocol is written in them. */
const PEOPLES_SCRIPT = /(?=\p{L})[\p{Script=Han}\p{Script=Cyrillic}\p{Script=Arabic}]/u;
/** Words and not just marks, units, numbers or codes such as `F1-067`. */
const WORDS = /\p{L}{2,}/u;

/** Operators whose sides may end up on screen; those of comparisons don't. */
const JOINING = new Set([
  ts.SyntaxKind.AmpersandAmpersandToken,
  ts.SyntaxKind.BarBarToken,
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.PlusToken,
]);

/** The literals that an expression may become on screen: `'a'`, `x ? 'a' : 'b'`, `x && 'a'`, `` `a ${b}` ``. */
function* literalsOf(node: ts.Expression): Generator<string> {
  if (ts.isStringLiteralLike(node)) yield node.text;
  else if (ts.isTemplateExpression(node)) yield [node.head, ...node.templateSpans.map((span) => span.literal)].map((part) => part.text).join(' ');
  else if (ts.isParenthesizedExpression(node)) yield* literalsOf(node.expression);
  else if (ts.isConditionalExpression(node)) {
    yield* literalsOf(node.whenTrue);
    yield* literalsOf(node.whenFalse);
  } else if (ts.isBinaryExpression(node) && JOINING.has(node.operatorToken.kind)) {
    if (node.operatorToken.kind !== ts.SyntaxKind.AmpersandAmpersandToken) yield* literalsOf(node.left);
    yield* literalsOf(node.right);
  }
}

/** Texts in a source that a person would read and no locale file knows, as `line: text`. */
export function stringsInCode(file: string, source: string): string[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true, file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS);
  const found: string[] = [];
  const report = (node: ts.Node, text: string): void => {
    found.push(`${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}: ${text.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && WORDS.test(node.text)) report(node, node.text);
    else if (ts.isJsxExpression(node) && node.expression && !ts.isJsxAttribute(node.parent)) {
      for (const text of literalsOf(node.expression)) if (WORDS.test(text)) report(node, text);
    } else if (ts.isJsxAttribute(node) && SPOKEN.has(node.name.getText()) && node.initializer) {
      const value = ts.isJsxExpression(node.initializer) ? node.initializer.expression : node.initializer;
      for (const text of value && !ts.isJsxElement(value) ? literalsOf(value as ts.Expression) : []) if (WORDS.test(text)) report(node, text);
    } else if ((ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) && PEOPLES_SCRIPT.test(node.text)) {
      report(node, node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return [...new Set(found)];
}

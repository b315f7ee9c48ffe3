import { SaxesParser } from 'saxes';

export interface XmlNode {
  name: string;
  text: string;
  children: XmlNode[];
}

/** A document as a strict parser reads it. @throws where it isn't well-formed */
export function readXml(xml: string): XmlNode {
  const parser = new SaxesParser();
  const whole: XmlNode = { name: '', text: '', children: [] };
  const open = [whole];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const node = { name, text: '', children: [] };
    open.at(-1)!.children.push(node);
    open.push(node);
  });
  parser.on('text', (text) => {
    open.at(-1)!.text += text;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(xml).close();
  return whole.children[0]!;
}

/** The first element below by this path of names. */
export function at(node: XmlNode, path: string): XmlNode | undefined {
  return path.split('/').reduce<XmlNode | undefined>((found, name) => found?.children.find((child) => child.name === name), node);
}

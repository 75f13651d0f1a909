/**
 * Reading a DOM that may lie.
 *
 * A form field named `id` or `firstChild` hides the property of its form, so nothing is read as
 * `node.property`: the getters of the prototypes are taken once and called on the node. Content
 * scripts have prototypes of their own that a page cannot change; the named fields it can make.
 */

type Getter<T> = (this: unknown) => T;

function getter<T>(prototype: object, name: string): Getter<T> {
  const found = Object.getOwnPropertyDescriptor(prototype, name)?.get;
  if (!found) throw new TypeError(`no getter for ${name}`);
  return found as Getter<T>;
}

const nodeType = getter<number>(Node.prototype, "nodeType");
const firstChild = getter<Node | null>(Node.prototype, "firstChild");
const nextSibling = getter<Node | null>(Node.prototype, "nextSibling");
const parentElement = getter<Element | null>(Node.prototype, "parentElement");
const children = getter<HTMLCollection>(Element.prototype, "children");
const data = getter<string>(CharacterData.prototype, "data");
const localName = getter<string>(Element.prototype, "localName");
const shadowRoot = getter<ShadowRoot | null>(Element.prototype, "shadowRoot");
const contentDocument = getter<Document | null>(HTMLIFrameElement.prototype, "contentDocument");
const bodyOf = getter<HTMLElement | null>(Document.prototype, "body");
const { checkVisibility, getAttribute, getAttributeNames, querySelectorAll } = Element.prototype;
const { getRootNode } = Node.prototype;
const { assignedNodes } = HTMLSlotElement.prototype;

/** The kind of node, as in `Node.nodeType`. */
export const typeOf = (node: Node): number => nodeType.call(node);
/** First child in the light tree. */
export const firstOf = (node: Node): Node | null => firstChild.call(node);
/** Next sibling in the light tree. */
export const nextOf = (node: Node): Node | null => nextSibling.call(node);
/** The element that a node stands in. */
export const parentOf = (node: Node): Element | null => parentElement.call(node);
/** How many elements stand before an element in its parent, itself included. */
export const numberOf = (parent: Element, element: Element): number =>
  1 + Array.prototype.indexOf.call(children.call(parent), element);
/** The elements below an element that a selector names. */
export const below = (element: Element, selector: string): Element[] => [
  ...querySelectorAll.call(element, selector),
];
/** The document or shadow root that a node is part of. */
export const rootOf = (node: Node): Node => getRootNode.call(node);
/** The characters of a text node. */
export const dataOf = (text: Node): string => data.call(text);
/** Lower-case name without a prefix. */
export const nameOf = (element: Element): string => localName.call(element).toLowerCase();
/** The names of an element's attributes, in source order. */
export const attributeNamesOf = (element: Element): string[] => getAttributeNames.call(element);
/** The value of an attribute. */
export const attributeOf = (element: Element, name: string): string | null =>
  getAttribute.call(element, name);
/** The open shadow root of an element. */
export const openRootOf = (element: Element): ShadowRoot | null => shadowRoot.call(element);
/** What a slot shows: its assigned nodes, none where it falls back to its own children. */
export const assignedTo = (slot: HTMLSlotElement): Node[] => assignedNodes.call(slot);
/** The body of a frame of the page's own origin; `null` of any other. */
export const bodyOfFrame = (frame: Element): Element | null => {
  const inside = frame instanceof HTMLIFrameElement ? contentDocument.call(frame) : null;
  return inside && bodyOf.call(inside);
};
const PAINTED = { visibilityProperty: true };
/** Whether an element has a box that is painted. */
export const isRendered = (element: Element): boolean => checkVisibility.call(element, PAINTED);

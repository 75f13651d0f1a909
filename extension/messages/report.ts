/** The report types of the core, generated from its Rust types, under one roof. */
export type { Agency } from "./generated/Agency.js";
export type { Anchor } from "./generated/Anchor.js";
export type { Block } from "./generated/Block.js";
export type { Candidate } from "./generated/Candidate.js";
export type { ClaimCheck } from "./generated/ClaimCheck.js";
export type { Edit } from "./generated/Edit.js";
export type { EditType } from "./generated/EditType.js";
export type { Family } from "./generated/Family.js";
export type { Found } from "./generated/Found.js";
export type { Kind } from "./generated/Kind.js";
export type { Mark } from "./generated/Mark.js";
export type { Pack } from "./generated/Pack.js";
export type { PackRule } from "./generated/PackRule.js";
export type { Pair } from "./generated/Pair.js";
export type { Passage } from "./generated/Passage.js";
export type { Raw } from "./generated/Raw.js";
export type { Reading } from "./generated/Reading.js";
export type { Reason } from "./generated/Reason.js";
export type { Relation } from "./generated/Relation.js";
/** The thresholds of a relation; the reader's other choices stand in `session.ts`. */
export type { Settings as Thresholds } from "./generated/Settings.js";
export type { Settling } from "./generated/Settling.js";
export type { SiteSummary } from "./generated/SiteSummary.js";
export type { Snapshot } from "./generated/Snapshot.js";
export type { Story } from "./generated/Story.js";
/** What families need to know of a story; lists show more of it (`session.ts`). */
export type { StoryHead as KnownStory } from "./generated/StoryHead.js";

/** Families of copies: one of them (`?of=ID`), or who runs whose text over the whole library. */
import { signal } from "@preact/signals";
import type { Failure } from "../../messages/result.js";
import type { FamilyView, Network } from "../../messages/session.js";
import { call } from "../../messages/transport.js";
import { failureWords } from "../../text.js";
import { startPage } from "../components/page.js";
import { Trouble } from "../components/parts.js";
import { FamilyPage } from "./family.js";
import { NetworkPage } from "./network.js";
import "../../styles/base.css";
import "../../styles/page.css";
import "../../styles/families.css";

const family = signal<FamilyView | null>(null);
const network = signal<Network | null>(null);
const failure = signal<Failure | null>(null);

async function start(): Promise<void> {
  const of = Number(new URLSearchParams(location.search).get("of"));
  if (of) {
    const answer = await call("family", { of });
    if (answer.ok) family.value = answer.value;
    else failure.value = answer.error;
    return;
  }
  const answer = await call("network", {});
  if (answer.ok) network.value = answer.value;
  else failure.value = answer.error;
}

function FamiliesPage() {
  if (failure.value) {
    return <Trouble words={failureWords(failure.value)} detail={failure.value.message} />;
  }
  if (family.value) return <FamilyPage view={family.value} />;
  return network.value && <NetworkPage network={network.value} />;
}

void startPage("families_title", <FamiliesPage />, start);

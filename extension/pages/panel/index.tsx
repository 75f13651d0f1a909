/** The panel beside the page: what a click led to, the verdict first. */
import { render } from "preact";
import { keepFocus } from "../components/focus.js";
import { startWords } from "../components/words.js";
import { Panel } from "./panel.js";
import { start } from "./state.js";
import "../../styles/base.css";
import "../../styles/panel.css";

await startWords();
render(<Panel />, document.getElementById("root") as HTMLElement);
keepFocus();
void start();

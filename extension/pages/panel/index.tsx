/** The panel beside the page: what a click led to, the verdict first. */
import { render } from "preact";
import { language, t } from "../../text.js";
import { Panel } from "./panel.js";
import { start } from "./state.js";
import "../../styles/base.css";
import "../../styles/panel.css";

document.documentElement.lang = language();
document.documentElement.dir = t("direction");
render(<Panel />, document.getElementById("root") as HTMLElement);
void start();

/** Two stories side by side: the page. */

import { startPage } from "../components/page.js";
import { ComparePage } from "./compare.js";
import { start } from "./state.js";
import "../../styles/base.css";
import "../../styles/page.css";
import "../../styles/aligned.css";
import "../../styles/compare.css";

void startPage("compare_title", <ComparePage />, start);

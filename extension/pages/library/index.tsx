/** The library: every stored story, found by its words; read, compared, deleted. */
import { startPage } from "../components/page.js";
import { LibraryPage } from "./library.js";
import { start } from "./state.js";
import "../../styles/base.css";
import "../../styles/page.css";
import "../../styles/library.css";

void startPage("library_title", <LibraryPage />, start);

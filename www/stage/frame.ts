/** The page that shows one page of the gallery after the other, in a frame. */
import { shareFiction } from "./shared.js";

shareFiction("../");

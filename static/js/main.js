// Starts what the page needs; each module minds one behaviour that hangs on data-* attributes.
import "./theme.js";
import "./offline.js";
import "./toast.js";
import "./menus.js";
import "./failures.js";
import "./when.js";
import "./dialog.js";
import "./items.js";
import "./reading.js";
import "./seen.js";
import "./layout.js";
import "./history.js";
import "./panel-tabs.js";
import "./tabs.js";
import "./configure.js";
import "./catalogue.js";
import "./palette.js";
import "./live.js";

document.documentElement.dataset.js = "";

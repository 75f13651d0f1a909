// Kills a browser in the middle of its work, again and again, and looks whether anything was lost:
//
//   npm run kill -- 50 chromium [SEED]

import { at } from "./lib/paths.mjs";
import { main, Problem, run } from "./lib/run.mjs";
import { setup } from "./setup.mjs";

main(async () => {
  const [kills = "50", browser = "chromium", seed = "1"] = process.argv.slice(2);
  if (!/^\d+$/.test(kills) || !["chromium", "firefox"].includes(browser))
    throw new Problem("npm run kill -- [TIMES] [chromium|firefox] [SEED]");
  const { browsers } = await setup({ browsers: [browser] });
  await run(process.execPath, ["--test", at("tests/e2e/kill.test.mjs")], {
    env: {
      WIREPRINT_KILLS: kills,
      WIREPRINT_SEED: seed,
      WIREPRINT_BROWSER: browser,
      WIREPRINT_PROGRAM: browsers[browser],
    },
    show: true,
  });
});

/** The bundled samples: our own fiction. The first is the one that is read. */

/** A sample story as an outlet would have printed it. */
export interface Sample {
  title: string;
  site: string;
  url: string;
  byline: string;
  published: string;
  /** The page's lines below the title, the outlet's own asks and credits among them. */
  lines: string[];
  /** Those of the lines that are credits or notices. */
  extras: string[];
}

const CREDIT = "Reporting by Ines Karlow; editing by Tomas Reyle, Meridian News Agency";

/** All samples. */
export const SAMPLES: Sample[] = [
  {
    title: "Harbour town votes to buy back its lighthouse",
    site: "The Orrin Bay Courier",
    url: "https://orrinbaycourier.example/2026/05/lighthouse-vote",
    byline: "Courier staff",
    published: "2026-05-12T14:20:00Z",
    lines: [
      "By Courier staff",
      "12 May 2026, 14:20",
      "Share this story",
      "The harbour town of Orrin Bay has voted to buy back its lighthouse from the shipping firm that has owned it since 1987, ending a dispute that has divided residents for the better part of a decade.",
      "Of the 3,412 ballots cast on Sunday, 61 percent were in favour of paying 240,000 crowns for the tower and the keeper's cottage beside it, the town clerk said on Monday.",
      "Read more: Ferry timetable changes from June",
      "“This was never about money,” said mayor Lida Ferrant. “A town that cannot see its own light from its own quay has lost something it does not have a word for.”",
      "The firm, Castell Freight, had planned to turn the cottage into an office for its pilots. It said in a statement that it respected the vote and would hand over the keys by the first of August.",
      "Volunteers at the sailing club, who have painted the railings for twenty summers without being asked, told the Courier that they would hold an open day as soon as the stairs were declared safe.",
      "Sign up for our morning newsletter and never miss a tide",
      CREDIT,
      "© 2026 The Orrin Bay Courier. All rights reserved.",
    ],
    extras: [CREDIT, "© 2026 The Orrin Bay Courier. All rights reserved."],
  },
  {
    title: "Small port votes to buy its lighthouse from shipping firm",
    site: "Meridian News Agency",
    url: "https://meridian.example/wire/20260511-lighthouse",
    byline: "Ines Karlow",
    published: "2026-05-11T18:05:00Z",
    lines: [
      "The harbour town of Orrin Bay has voted to buy back its lighthouse from the shipping firm that has owned it since 1987, ending a dispute that has divided residents for the better part of a decade.",
      "Of the 3,412 ballots cast on Sunday, 61 percent were in favour of paying 240,000 crowns for the tower and the keeper's cottage beside it, the town clerk said on Monday.",
      '"This was never about money," said mayor Lida Ferrant. "A town that cannot see its own light from its own quay has lost something it does not have a word for."',
      "The firm, Castell Freight, had planned to turn the cottage into an office for its pilots. It said in a statement that it respected the vote and would hand over the keys by the first of September.",
      "Lighthouses along that coast lost their keepers in the 1970s, and most were sold to whoever would pay for the upkeep. Three other towns have asked their lawyers whether they could do the same.",
      CREDIT,
    ],
    extras: [CREDIT],
  },
  {
    title: "‘A light is not a lease’: what the vote on the tower means",
    site: "North Coast Weekly",
    url: "https://northcoastweekly.example/essays/a-light-is-not-a-lease",
    byline: "Per Aldous",
    published: "2026-05-14T08:00:00Z",
    lines: [
      "Stand at the end of the mole on a clear evening and count the windows. There used to be nine with lamps in them; on Sunday night there were forty, because people had come out to hear a number read from the steps of the customs house.",
      "“This was never about money,” the mayor told them. “A town that cannot see its own light from its own quay has lost something it does not have a word for.” She did not say how the roof would be paid for, and nobody asked.",
      "I have lived here long enough to remember the last keeper, who kept bees and a ledger of passing sails, and who would have voted against every proposal that involved a committee.",
    ],
    extras: [],
  },
];

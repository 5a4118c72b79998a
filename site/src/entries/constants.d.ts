/** The folder of this build, which scripts/build.mjs fills in. */
declare const BUILD: string;

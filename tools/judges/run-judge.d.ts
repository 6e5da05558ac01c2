/** A built outside judge, or the reason why there is none. */
export type Judge = {
    readonly path: string;
} | {
    readonly absent: string;
};
export declare const COMETBFT_VERSION = "v0.38.19";
/** Builds `tools/judges/<name>` with Go, once for each state of its sources. */
export declare function buildJudge(name: string): Promise<Judge>;
/** The real `cometbft` binary, installed from its module. */
export declare function installCometbft(): Promise<Judge>;
/** Sends lines to a judge and returns its lines. */
export declare function askJudge(path: string, lines: readonly string[]): Promise<string[]>;

// Command comet judges bytes and hashes with the reference implementation, github.com/cometbft/cometbft/types.
//
// It reads one question a line from standard input and answers each with one line. Bytes are hex, 64-bit integers are
// decimal strings. The kinds of question:
//
//	{"kind":"block","block":"…","commit":"…","validators":"…","results":[…],"params":{…}}
//	{"kind":"check","what":"header|commit|vote|block|light-block|validators","bytes":"…"}
//	{"kind":"rotate","validators":[…],"steps":[{"increment":1},{"update":[…]}]}
//	{"kind":"time","text":"…"}
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
)

const lineBytesMax = 64 << 20

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, lineBytesMax)
	out := bufio.NewWriter(os.Stdout)
	for lines.Scan() {
		result, err := judge(lines.Bytes())
		if err != nil {
			stop(err)
		}
		text, err := json.Marshal(result)
		if err != nil {
			stop(err)
		}
		fmt.Fprintf(out, "%s\n", text)
	}
	if err := lines.Err(); err != nil {
		stop(err)
	}
	if err := out.Flush(); err != nil {
		stop(err)
	}
}

func stop(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

func judge(line []byte) (any, error) {
	var asked struct {
		Kind string `json:"kind"`
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	switch asked.Kind {
	case "block":
		return judgeBlock(line)
	case "check":
		return judgeCheck(line)
	case "rotate":
		return judgeRotation(line)
	case "time":
		return judgeTime(line)
	}
	return nil, fmt.Errorf("unknown kind %q", asked.Kind)
}

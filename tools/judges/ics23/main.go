// Command ics23 judges proofs with the reference implementation, github.com/cosmos/ics23/go.
//
// It reads one question a line from standard input and answers each with one line:
//
//	{"spec":"smt","root":"…","proof":"…","key":"…","value":"…"}   bytes in hex; no value asks for absence
//	{"verdict":"valid","kind":"exist","canonical":true}
//
// spec is smt, iavl, tendermint or the hex of a protobuf ProofSpec.
package main

import (
	"bufio"
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"

	ics23 "github.com/cosmos/ics23/go"
)

const lineBytesMax = 16 << 20

type question struct {
	Spec  string  `json:"spec"`
	Root  string  `json:"root"`
	Proof string  `json:"proof"`
	Key   string  `json:"key"`
	Value *string `json:"value"`
}

type answer struct {
	// valid, invalid, undecodable or panic.
	Verdict string `json:"verdict"`
	// exist, nonexist, batch, compressed or none.
	Kind string `json:"kind"`
	// Whether the proof's bytes are those that the reference implementation writes.
	Canonical bool `json:"canonical"`
	// The key that an absence proof names; the reference implementation does not look at it.
	NamedKey string `json:"namedKey,omitempty"`
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, lineBytesMax)
	out := bufio.NewWriter(os.Stdout)
	for lines.Scan() {
		result, err := judge(lines.Bytes())
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		text, err := json.Marshal(result)
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Fprintf(out, "%s\n", text)
	}
	if err := lines.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := out.Flush(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(line []byte) (answer, error) {
	var asked question
	if err := json.Unmarshal(line, &asked); err != nil {
		return answer{}, err
	}
	spec, err := specOf(asked.Spec)
	if err != nil {
		return answer{}, err
	}
	var parts [3][]byte
	for i, text := range []string{asked.Root, asked.Proof, asked.Key} {
		if parts[i], err = hex.DecodeString(text); err != nil {
			return answer{}, err
		}
	}
	var value []byte
	if asked.Value != nil {
		if value, err = hex.DecodeString(*asked.Value); err != nil {
			return answer{}, err
		}
	}
	proof := new(ics23.CommitmentProof)
	if err := proof.Unmarshal(parts[1]); err != nil {
		return answer{Verdict: "undecodable", Kind: "none"}, nil
	}
	result := answer{Kind: kindOf(proof)}
	if written, err := proof.Marshal(); err == nil {
		result.Canonical = bytes.Equal(written, parts[1])
	}
	if absent := proof.GetNonexist(); absent != nil {
		result.NamedKey = hex.EncodeToString(absent.Key)
	}
	result.Verdict = verdict(func() bool {
		if asked.Value == nil {
			return ics23.VerifyNonMembership(spec, parts[0], proof, parts[2])
		}
		return ics23.VerifyMembership(spec, parts[0], proof, parts[2], value)
	})
	return result, nil
}

// verdict runs a check; the reference implementation panics on some hostile proofs.
func verdict(check func() bool) (result string) {
	defer func() {
		if recover() != nil {
			result = "panic"
		}
	}()
	if check() {
		return "valid"
	}
	return "invalid"
}

func specOf(name string) (*ics23.ProofSpec, error) {
	switch name {
	case "smt":
		return ics23.SmtSpec, nil
	case "iavl":
		return ics23.IavlSpec, nil
	case "tendermint":
		return ics23.TendermintSpec, nil
	}
	raw, err := hex.DecodeString(name)
	if err != nil {
		return nil, err
	}
	spec := new(ics23.ProofSpec)
	return spec, spec.Unmarshal(raw)
}

func kindOf(proof *ics23.CommitmentProof) string {
	switch proof.Proof.(type) {
	case *ics23.CommitmentProof_Exist:
		return "exist"
	case *ics23.CommitmentProof_Nonexist:
		return "nonexist"
	case *ics23.CommitmentProof_Batch:
		return "batch"
	case *ics23.CommitmentProof_Compressed:
		return "compressed"
	}
	return "none"
}

package main

import (
	"bytes"
	"encoding/json"
	"fmt"

	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/types"
)

type checkAnswer struct {
	// valid, refused (by ValidateBasic), undecodable or panic.
	Verdict string `json:"verdict"`
	Reason  string `json:"reason,omitempty"`
	// Whether the reference implementation writes the same bytes for the value it read.
	Canonical bool     `json:"canonical"`
	Hash      hexBytes `json:"hash"`
}

// A message of protobuf.
type message interface {
	Marshal() ([]byte, error)
	Unmarshal([]byte) error
}

func judgeCheck(line []byte) (answer any, err error) {
	var asked struct {
		What  string   `json:"what"`
		Bytes hexBytes `json:"bytes"`
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	defer func() {
		if cause := recover(); cause != nil {
			answer, err = checkAnswer{Verdict: "panic", Reason: fmt.Sprint(cause)}, nil
		}
	}()
	empty, read, err := reader(asked.What)
	if err != nil {
		return nil, err
	}
	if err := empty.Unmarshal(asked.Bytes); err != nil {
		return checkAnswer{Verdict: "undecodable", Reason: err.Error()}, nil
	}
	again, hash, err := read()
	if err != nil {
		return checkAnswer{Verdict: "refused", Reason: err.Error()}, nil
	}
	written, err := again.Marshal()
	if err != nil {
		return nil, err
	}
	return checkAnswer{Verdict: "valid", Canonical: bytes.Equal(written, asked.Bytes), Hash: hash}, nil
}

// reader gives an empty message, and what makes of the filled one a checked value, its message again and its hash.
func reader(what string) (message, func() (message, hexBytes, error), error) {
	switch what {
	case "header":
		raw := new(cmtproto.Header)
		return raw, func() (message, hexBytes, error) {
			header, err := types.HeaderFromProto(raw)
			if err != nil {
				return nil, nil, err
			}
			return header.ToProto(), hexBytes(header.Hash()), nil
		}, nil
	case "commit":
		raw := new(cmtproto.Commit)
		return raw, func() (message, hexBytes, error) {
			commit, err := types.CommitFromProto(raw)
			if err != nil {
				return nil, nil, err
			}
			return commit.ToProto(), hexBytes(commit.Hash()), nil
		}, nil
	case "vote":
		raw := new(cmtproto.Vote)
		return raw, func() (message, hexBytes, error) {
			vote, err := types.VoteFromProto(raw)
			if err != nil {
				return nil, nil, err
			}
			return vote.ToProto(), nil, vote.ValidateBasic()
		}, nil
	case "block":
		raw := new(cmtproto.Block)
		return raw, func() (message, hexBytes, error) {
			block, err := types.BlockFromProto(raw)
			if err != nil {
				return nil, nil, err
			}
			again, err := block.ToProto()
			return again, hexBytes(block.Hash()), err
		}, nil
	case "light-block":
		raw := new(cmtproto.LightBlock)
		return raw, func() (message, hexBytes, error) {
			block, err := types.LightBlockFromProto(raw)
			if err != nil {
				return nil, nil, err
			}
			if block.SignedHeader == nil || block.SignedHeader.Header == nil {
				return nil, nil, fmt.Errorf("missing header")
			}
			if err := block.ValidateBasic(block.ChainID); err != nil {
				return nil, nil, err
			}
			again, err := block.ToProto()
			return again, hexBytes(block.Hash()), err
		}, nil
	case "validators":
		raw := new(cmtproto.ValidatorSet)
		return raw, func() (message, hexBytes, error) {
			set, err := types.ValidatorSetFromProto(raw)
			if err != nil {
				return nil, nil, err
			}
			again, err := set.ToProto()
			return again, hexBytes(set.Hash()), err
		}, nil
	}
	return nil, nil, fmt.Errorf("unknown message %q", what)
}

package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"

	abci "github.com/cometbft/cometbft/abci/types"
	cmtjson "github.com/cometbft/cometbft/libs/json"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/types"
)

type hexBytes []byte

func (b *hexBytes) UnmarshalJSON(text []byte) error {
	var digits string
	if err := json.Unmarshal(text, &digits); err != nil {
		return err
	}
	raw, err := hex.DecodeString(digits)
	*b = raw
	return err
}

func (b hexBytes) MarshalJSON() ([]byte, error) {
	return json.Marshal(hex.EncodeToString(b))
}

type blockQuestion struct {
	Block      hexBytes `json:"block"`
	Commit     hexBytes `json:"commit"`
	Validators hexBytes `json:"validators"`
	Results    []struct {
		Code      uint32   `json:"code"`
		Data      hexBytes `json:"data"`
		GasWanted int64    `json:"gasWanted,string"`
		GasUsed   int64    `json:"gasUsed,string"`
	} `json:"results"`
	Params struct {
		BytesMax int64 `json:"bytesMax,string"`
		GasMax   int64 `json:"gasMax,string"`
	} `json:"params"`
}

type blockAnswer struct {
	// Why the reference implementation refuses the block, its commit or its validators; empty if it does not.
	Refused string `json:"refused"`
	// Whether it writes the same bytes for the values it read.
	Canonical      bool       `json:"canonical"`
	HeaderHash     hexBytes   `json:"headerHash"`
	PartsTotal     uint32     `json:"partsTotal"`
	PartsHash      hexBytes   `json:"partsHash"`
	CommitHash     hexBytes   `json:"commitHash"`
	LastCommitHash hexBytes   `json:"lastCommitHash"`
	DataHash       hexBytes   `json:"dataHash"`
	EvidenceHash   hexBytes   `json:"evidenceHash"`
	ResultsHash    hexBytes   `json:"resultsHash"`
	ValidatorsHash hexBytes   `json:"validatorsHash"`
	ParamsHash     hexBytes   `json:"paramsHash"`
	SignBytes      []hexBytes `json:"signBytes"`
	// Signature of each slot of the commit; true for absent ones.
	Signed         []bool          `json:"signed"`
	BlockJSON      json.RawMessage `json:"blockJson"`
	CommitJSON     json.RawMessage `json:"commitJson"`
	ValidatorsJSON json.RawMessage `json:"validatorsJson"`
}

func judgeBlock(line []byte) (any, error) {
	var asked blockQuestion
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	block, commit, validators, err := readBlock(asked)
	if err != nil {
		return blockAnswer{Refused: err.Error()}, nil
	}
	parts, err := block.MakePartSet(types.BlockPartSizeBytes)
	if err != nil {
		return nil, err
	}
	answer := blockAnswer{
		HeaderHash:     hexBytes(block.Header.Hash()),
		PartsTotal:     parts.Header().Total,
		PartsHash:      hexBytes(parts.Header().Hash),
		CommitHash:     hexBytes(commit.Hash()),
		LastCommitHash: hexBytes(block.LastCommit.Hash()),
		DataHash:       hexBytes(block.Data.Hash()),
		EvidenceHash:   hexBytes(block.Evidence.Hash()),
		ResultsHash:    resultsHash(asked),
		ValidatorsHash: hexBytes(validators.Hash()),
		ParamsHash:     paramsHash(asked),
	}
	if answer.Canonical, err = sameBytes(asked, block, commit, validators); err != nil {
		return nil, err
	}
	for i, slot := range commit.Signatures {
		signBytes := commit.VoteSignBytes(block.ChainID, int32(i))
		_, validator := validators.GetByIndex(int32(i))
		answer.SignBytes = append(answer.SignBytes, signBytes)
		answer.Signed = append(answer.Signed,
			slot.BlockIDFlag == types.BlockIDFlagAbsent || validator.PubKey.VerifySignature(signBytes, slot.Signature))
	}
	for value, text := range map[any]*json.RawMessage{
		block: &answer.BlockJSON, commit: &answer.CommitJSON, validators: &answer.ValidatorsJSON,
	} {
		if *text, err = cmtjson.Marshal(value); err != nil {
			return nil, err
		}
	}
	return answer, nil
}

func readBlock(asked blockQuestion) (*types.Block, *types.Commit, *types.ValidatorSet, error) {
	blockMessage := new(cmtproto.Block)
	if err := blockMessage.Unmarshal(asked.Block); err != nil {
		return nil, nil, nil, err
	}
	block, err := types.BlockFromProto(blockMessage)
	if err != nil {
		return nil, nil, nil, err
	}
	commitMessage := new(cmtproto.Commit)
	if err := commitMessage.Unmarshal(asked.Commit); err != nil {
		return nil, nil, nil, err
	}
	commit, err := types.CommitFromProto(commitMessage)
	if err != nil {
		return nil, nil, nil, err
	}
	setMessage := new(cmtproto.ValidatorSet)
	if err := setMessage.Unmarshal(asked.Validators); err != nil {
		return nil, nil, nil, err
	}
	validators, err := types.ValidatorSetFromProto(setMessage)
	if err != nil {
		return nil, nil, nil, err
	}
	if len(commit.Signatures) != validators.Size() {
		return nil, nil, nil, fmt.Errorf("%d slots for %d validators", len(commit.Signatures), validators.Size())
	}
	return block, commit, validators, nil
}

func sameBytes(asked blockQuestion, block *types.Block, commit *types.Commit, set *types.ValidatorSet) (bool, error) {
	blockMessage, err := block.ToProto()
	if err != nil {
		return false, err
	}
	blockBytes, err := blockMessage.Marshal()
	if err != nil {
		return false, err
	}
	commitBytes, err := commit.ToProto().Marshal()
	if err != nil {
		return false, err
	}
	setMessage, err := set.ToProto()
	if err != nil {
		return false, err
	}
	setBytes, err := setMessage.Marshal()
	if err != nil {
		return false, err
	}
	return bytes.Equal(blockBytes, asked.Block) && bytes.Equal(commitBytes, asked.Commit) &&
		bytes.Equal(setBytes, asked.Validators), nil
}

func resultsHash(asked blockQuestion) hexBytes {
	responses := make([]*abci.ExecTxResult, len(asked.Results))
	for i, result := range asked.Results {
		// Log and info are not deterministic and must not count.
		responses[i] = &abci.ExecTxResult{
			Code: result.Code, Data: result.Data, GasWanted: result.GasWanted, GasUsed: result.GasUsed,
			Log: "log", Info: "info", Codespace: "space",
		}
	}
	return hexBytes(types.NewResults(responses).Hash())
}

func paramsHash(asked blockQuestion) hexBytes {
	params := types.DefaultConsensusParams()
	params.Block.MaxBytes = asked.Params.BytesMax
	params.Block.MaxGas = asked.Params.GasMax
	return hexBytes(params.Hash())
}

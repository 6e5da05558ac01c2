package main

import (
	"encoding/json"
	"fmt"

	"github.com/cometbft/cometbft/crypto/ed25519"
	"github.com/cometbft/cometbft/types"
)

type power struct {
	Key   hexBytes `json:"key"`
	Power int64    `json:"power,string"`
}

type ranked struct {
	Address  hexBytes `json:"address"`
	Power    int64    `json:"power,string"`
	Priority int64    `json:"priority,string"`
}

type setAnswer struct {
	// Empty if the step was done.
	Refused    string   `json:"refused"`
	Validators []ranked `json:"validators"`
	Proposer   hexBytes `json:"proposer"`
}

// judgeRotation builds a validator set and takes it through the steps; it answers with the set after each of them.
func judgeRotation(line []byte) (any, error) {
	var asked struct {
		Validators []power `json:"validators"`
		Steps      []struct {
			Increment int32   `json:"increment"`
			Update    []power `json:"update"`
		} `json:"steps"`
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	set, refused := newSet(validatorsOf(asked.Validators))
	if refused != "" {
		return []setAnswer{{Refused: refused}}, nil
	}
	answers := []setAnswer{describe(set, "")}
	for _, step := range asked.Steps {
		refused := ""
		if step.Increment > 0 {
			set.IncrementProposerPriority(step.Increment)
		} else if err := set.UpdateWithChangeSet(validatorsOf(step.Update)); err != nil {
			refused = err.Error()
		}
		answers = append(answers, describe(set, refused))
	}
	return answers, nil
}

// newSet turns the panic of NewValidatorSet into a reason.
func newSet(list []*types.Validator) (set *types.ValidatorSet, refused string) {
	defer func() {
		if cause := recover(); cause != nil {
			refused = fmt.Sprint(cause)
		}
	}()
	return types.NewValidatorSet(list), ""
}

func validatorsOf(list []power) []*types.Validator {
	validators := make([]*types.Validator, len(list))
	for i, item := range list {
		validators[i] = types.NewValidator(ed25519.PubKey(item.Key), item.Power)
	}
	return validators
}

func describe(set *types.ValidatorSet, refused string) setAnswer {
	answer := setAnswer{Refused: refused, Proposer: hexBytes(set.GetProposer().Address)}
	for _, validator := range set.Validators {
		answer.Validators = append(answer.Validators,
			ranked{hexBytes(validator.Address), validator.VotingPower, validator.ProposerPriority})
	}
	return answer
}

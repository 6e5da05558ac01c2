package main

import (
	"encoding/json"
	"time"

	cmtjson "github.com/cometbft/cometbft/libs/json"
)

type timeAnswer struct {
	Refused bool   `json:"refused"`
	Seconds int64  `json:"seconds,string"`
	Nanos   int    `json:"nanos"`
	Printed string `json:"printed"`
}

// judgeTime reads a time as CometBFT's JSON does and prints it again.
func judgeTime(line []byte) (any, error) {
	var asked struct {
		Text string `json:"text"`
	}
	if err := json.Unmarshal(line, &asked); err != nil {
		return nil, err
	}
	quoted, err := json.Marshal(asked.Text)
	if err != nil {
		return nil, err
	}
	var instant time.Time
	if err := cmtjson.Unmarshal(quoted, &instant); err != nil {
		return timeAnswer{Refused: true}, nil
	}
	answer := timeAnswer{Seconds: instant.Unix(), Nanos: instant.Nanosecond()}
	printed, err := cmtjson.Marshal(instant)
	if err != nil {
		return nil, err
	}
	return answer, json.Unmarshal(printed, &answer.Printed)
}

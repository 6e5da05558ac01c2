package main

import (
	"encoding/json"
	"time"

	sdkmath "cosmossdk.io/math"

	cmttypes "github.com/cometbft/cometbft/types"

	"github.com/cosmos/cosmos-sdk/crypto/keys/secp256k1"
	simtestutil "github.com/cosmos/cosmos-sdk/testutil/sims"
	sdk "github.com/cosmos/cosmos-sdk/types"
	authtypes "github.com/cosmos/cosmos-sdk/x/auth/types"
	banktypes "github.com/cosmos/cosmos-sdk/x/bank/types"
	slashingtypes "github.com/cosmos/cosmos-sdk/x/slashing/types"

	"github.com/cosmos/ibc-go/v10/testing/simapp"
)

const startCoins = 1_000_000_000_000

// genesis has one validator, and the accounts hold coins.
func genesis(app *simapp.SimApp, s settings, validator *cmttypes.Validator) (*cmttypes.GenesisDoc, error) {
	accounts := make([]authtypes.GenesisAccount, 0, len(s.AccountKeys))
	balances := make([]banktypes.Balance, 0, len(s.AccountKeys))
	for _, secret := range s.AccountKeys {
		public := (&secp256k1.PrivKey{Key: secret}).PubKey()
		address := sdk.AccAddress(public.Address())
		accounts = append(accounts, authtypes.NewBaseAccount(address, public, uint64(len(accounts)), 0))
		balances = append(balances, banktypes.Balance{
			Address: address.String(),
			Coins:   sdk.NewCoins(sdk.NewCoin(sdk.DefaultBondDenom, sdkmath.NewInt(startCoins))),
		})
	}
	state, err := simtestutil.GenesisStateWithValSet(
		app.AppCodec(),
		app.DefaultGenesis(),
		cmttypes.NewValidatorSet([]*cmttypes.Validator{validator}),
		accounts,
		balances...,
	)
	if err != nil {
		return nil, err
	}
	// A validator that is bonded from the start has passed no hook that writes this.
	consensus := sdk.ConsAddress(validator.Address)
	slashing := slashingtypes.DefaultGenesisState()
	slashing.SigningInfos = []slashingtypes.SigningInfo{{
		Address:              consensus.String(),
		ValidatorSigningInfo: slashingtypes.NewValidatorSigningInfo(consensus, 0, 0, time.Unix(0, 0).UTC(), false, 0),
	}}
	state[slashingtypes.ModuleName] = app.AppCodec().MustMarshalJSON(slashing)
	appState, err := json.Marshal(state)
	if err != nil {
		return nil, err
	}
	return &cmttypes.GenesisDoc{
		ChainID:         s.ChainID,
		GenesisTime:     time.Now().UTC(),
		InitialHeight:   1,
		ConsensusParams: cmttypes.DefaultConsensusParams(),
		AppState:        appState,
	}, nil
}

// A chain of ibc-go for interop tests: the module's own simapp with its tendermint client, transfer and mock applications,
// under CometBFT with one validator, in one process and in memory. Only its configuration is written here.
package main

import (
	stded25519 "crypto/ed25519"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	cmtdb "github.com/cometbft/cometbft-db"
	cmtcfg "github.com/cometbft/cometbft/config"
	"github.com/cometbft/cometbft/crypto/ed25519"
	cmtlog "github.com/cometbft/cometbft/libs/log"
	"github.com/cometbft/cometbft/node"
	"github.com/cometbft/cometbft/p2p"
	"github.com/cometbft/cometbft/privval"
	"github.com/cometbft/cometbft/proxy"
	cmttypes "github.com/cometbft/cometbft/types"

	"cosmossdk.io/log"

	dbm "github.com/cosmos/cosmos-db"
	"github.com/cosmos/cosmos-sdk/baseapp"
	"github.com/cosmos/cosmos-sdk/client"
	"github.com/cosmos/cosmos-sdk/client/flags"
	"github.com/cosmos/cosmos-sdk/server"
	simtestutil "github.com/cosmos/cosmos-sdk/testutil/sims"
	sdk "github.com/cosmos/cosmos-sdk/types"

	channeltypesv2 "github.com/cosmos/ibc-go/v10/modules/core/04-channel/v2/types"
	"github.com/cosmos/ibc-go/v10/testing/simapp"
)

const blockTime = 200 * time.Millisecond

// settings stand as JSON on standard input; keys are those of a test and worth nothing.
type settings struct {
	ChainID string `json:"chainId"`
	Home    string `json:"home"`
	RPC     string `json:"rpc"`
	// Seed of the validator's Ed25519 key, 32 bytes.
	ValidatorSeed []byte `json:"validatorSeed"`
	// secp256k1 keys of the accounts that hold coins, 32 bytes each.
	AccountKeys [][]byte `json:"accountKeys"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	var s settings
	if err := json.NewDecoder(os.Stdin).Decode(&s); err != nil {
		return err
	}
	app := newApp(s)
	config := nodeConfig(s)
	if err := os.MkdirAll(s.Home+"/data", 0o700); err != nil {
		return err
	}
	signer := privval.NewFilePV(
		ed25519.GenPrivKeyFromSecret(nil), s.Home+"/key.json", s.Home+"/data/state.json",
	)
	signer.Key.PrivKey = validatorKey(s.ValidatorSeed)
	signer.Key.PubKey = signer.Key.PrivKey.PubKey()
	signer.Key.Address = signer.Key.PubKey.Address()
	doc, err := genesis(app, s, cmttypes.NewValidator(signer.Key.PubKey, 1))
	if err != nil {
		return err
	}
	logger := cmtlog.NewFilter(cmtlog.NewTMLogger(os.Stderr), cmtlog.AllowError())
	chain, err := node.NewNode(
		config,
		signer,
		&p2p.NodeKey{PrivKey: ed25519.GenPrivKey()},
		proxy.NewLocalClientCreator(server.NewCometABCIWrapper(app)),
		func() (*cmttypes.GenesisDoc, error) { return doc, doc.ValidateAndComplete() },
		func(*cmtcfg.DBContext) (cmtdb.DB, error) { return cmtdb.NewMemDB(), nil },
		node.DefaultMetricsProvider(config.Instrumentation),
		logger,
	)
	if err != nil {
		return err
	}
	if err := chain.Start(); err != nil {
		return err
	}
	fmt.Println("READY")
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGINT, syscall.SIGTERM)
	<-stop
	return chain.Stop()
}

func validatorKey(seed []byte) ed25519.PrivKey {
	return ed25519.PrivKey(stded25519.NewKeyFromSeed(seed))
}

func newApp(s settings) *simapp.SimApp {
	options := simtestutil.AppOptionsMap{flags.FlagHome: s.Home}
	app := simapp.NewSimApp(
		log.NewLogger(os.Stderr, log.LevelOption(3)), dbm.NewMemDB(), nil, true, options, baseapp.SetChainID(s.ChainID),
	)
	app.RegisterTxService(client.Context{})
	// The second mock application answers with what it was sent.
	app.MockModuleV2B.IBCApp.OnRecvPacket = func(
		_ sdk.Context, _, _ string, _ uint64, payload channeltypesv2.Payload, _ sdk.AccAddress,
	) channeltypesv2.RecvPacketResult {
		return channeltypesv2.RecvPacketResult{
			Status:          channeltypesv2.PacketStatus_Success,
			Acknowledgement: payload.Value,
		}
	}
	return app
}

func nodeConfig(s settings) *cmtcfg.Config {
	config := cmtcfg.DefaultConfig()
	config.SetRoot(s.Home)
	config.RPC.ListenAddress = s.RPC
	config.P2P.ListenAddress = "tcp://127.0.0.1:0"
	config.P2P.PexReactor = false
	config.Consensus.TimeoutCommit = blockTime
	config.Instrumentation.Prometheus = false
	return config
}

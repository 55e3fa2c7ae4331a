// Package cli is the command line of orderhatch: flags, environment and config
// file become configurations of the parts, and errors become sentences and exit codes.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	_ "time/tzdata" // restaurants have zones, also where the machine has none

	"github.com/alecthomas/kong"
	kongyaml "github.com/alecthomas/kong-yaml"

	"github.com/orderhatch/orderhatch/internal/engine"
	"github.com/orderhatch/orderhatch/internal/order"
)

// Exit codes. Commands that examine something use exitUnfit for "it works, and
// the answer is no".
const (
	exitFault = 1
	exitUnfit = 3
)

// commands is the whole command line.
type commands struct {
	Config kong.ConfigFlag `placeholder:"FILE" help:"Read flags from a YAML file; the command line and ORDERHATCH_* variables win."`

	Standalone standaloneCommand `cmd:"" group:"Run" help:"Run everything in one process: Temporal, worker, API and console."`
	API        apiCommand        `cmd:"" group:"Run" name:"api" help:"Run the API and the console against a Temporal server and a shared database."`
	Worker     workerCommand     `cmd:"" group:"Run" help:"Run a worker against a Temporal server and a shared database."`
	Migrate    migrateCommand    `cmd:"" group:"Run" help:"Bring database, Temporal namespace and search attributes up to date."`
	Temporal   temporalCommand   `cmd:"" group:"Run" help:"Run only the embedded Temporal server, for trying the split shape without containers."`
	Health     healthCommand     `cmd:"" group:"Run" help:"Ask the process that runs on a data folder whether it lives."`

	Restaurants restaurantsCommand `cmd:"" group:"Administer" help:"Restaurants, their stations and rules."`
	Doctor      doctorCommand      `cmd:"" group:"Administer" help:"Examine restaurants' connections; the exit code says whether orders can be taken."`
	Reconcile   reconcileCommand   `cmd:"" group:"Administer" help:"Look now for orders, workflows and station orders that do not belong together; the exit code says whether something is left."`
	Users       usersCommand       `cmd:"" group:"Administer" help:"People who accept orders and manage."`
	Sources     sourcesCommand     `cmd:"" group:"Administer" help:"Systems that submit orders."`
	Keys        keysCommand        `cmd:"" group:"Administer" help:"API keys of sources and people."`
	Callbacks   callbacksCommand   `cmd:"" group:"Administer" help:"What order sources were told: the delivery log, dead letters, replays."`
	Reseal      resealCommand      `cmd:"" group:"Administer" help:"Encrypt stored secrets under the first key of the key ring, so that the others can go."`
	Menu        menuCommand        `cmd:"" group:"Administer" help:"Print a restaurant's menu, or what is wrong with it."`

	RK7Sim rk7simCommand `cmd:"" group:"Try" name:"rk7sim" help:"Run a simulated r_keeper 7 cash server."`
	Demo   demoCommand   `cmd:"" group:"Try" help:"Set the demo's restaurants, source and people up in a split installation."`
	Bench  benchCommand  `cmd:"" group:"Try" help:"Measure whole journeys and check every order on its station."`

	Version versionCommand `cmd:"" help:"Print the version."`
}

// Main runs the program and ends the process. start is the embedded Temporal
// server, nil in builds that leave it out.
func Main(start engine.Start) {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := Run(ctx, os.Args[1:], start, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// terminal is what a command may use of the world.
type terminal struct {
	out, err io.Writer
	start    engine.Start
}

// Run runs one command until it ends or ctx does, and gives the exit code.
func Run(ctx context.Context, arguments []string, start engine.Start, out, errs io.Writer) int {
	exit := -1
	parser, err := kong.New(&commands{},
		kong.Name("orderhatch"),
		kong.Description("Takes orders from websites, apps and aggregators, lets a person accept each, and puts it on an r_keeper 7 cash station."),
		kong.Writers(out, errs),
		kong.Exit(func(code int) { exit = code }),
		kong.DefaultEnvars("ORDERHATCH"),
		kong.ValueFormatter(withDefault),
		kong.Configuration(kongyaml.Loader),
		kong.UsageOnError(),
		kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Bind(&terminal{out, errs, start}),
	)
	if err != nil {
		fmt.Fprintln(errs, "orderhatch:", err)
		return exitFault
	}
	command, err := parser.Parse(arguments)
	if exit >= 0 { // --help has been answered
		return exit
	}
	if err == nil {
		err = command.Run()
	}
	return report(errs, err)
}

// withDefault says what a flag is when it is left out, where its placeholder
// stands in the place of that.
func withDefault(value *kong.Value) string {
	shown := *value
	if value.Default != "" && value.Tag.PlaceHolder != "" {
		shown.Help += " Default: " + value.Default + "."
	}
	return kong.DefaultHelpValueFormatter(&shown)
}

// unfit is the answer "no" of a command that examines something.
type unfit struct{ reason string }

func (u unfit) Error() string { return u.reason }

func report(errs io.Writer, err error) int {
	var no unfit
	var refused *order.Error
	switch {
	case err == nil:
		return 0
	case errors.As(err, &no):
		fmt.Fprintln(errs, no.reason)
		return exitUnfit
	case errors.As(err, &refused) && refused.Detail != "":
		fmt.Fprintln(errs, "orderhatch:", refused.Detail) // its code is for programs
		return exitFault
	}
	fmt.Fprintln(errs, "orderhatch:", err)
	return exitFault
}

// Command orderhatch is the full build: every command, with the Temporal server
// and its UI inside.
package main

import (
	"github.com/orderhatch/orderhatch/internal/cli"
	"github.com/orderhatch/orderhatch/standalone"
)

func main() { cli.Main(standalone.Start) }

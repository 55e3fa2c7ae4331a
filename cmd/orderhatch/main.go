// Command orderhatch is the build for api and worker processes: it has every
// command except those that need the embedded Temporal server. The full build
// is standalone/cmd/orderhatch.
package main

import "github.com/orderhatch/orderhatch/internal/cli"

func main() { cli.Main(nil) }

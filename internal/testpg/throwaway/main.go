// Command throwaway runs a command that needs a PostgreSQL: a new one, whose
// address replaces {} in the command's words, and which is gone afterwards.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"

	"github.com/orderhatch/orderhatch/internal/testpg"
)

func main() {
	err := run(os.Args[1:])
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended):
		os.Exit(max(ended.ExitCode(), 1))
	case err != nil:
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(words []string) (err error) {
	if len(words) == 0 {
		return errors.New("usage: throwaway COMMAND [ARGUMENT...], with {} where the address of the database belongs")
	}
	cluster, err := testpg.Start("")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, cluster.Close()) }()
	for i := range words {
		words[i] = strings.ReplaceAll(words[i], "{}", cluster.DSN())
	}
	command := exec.Command(words[0], words[1:]...)
	command.Stdin, command.Stdout, command.Stderr = os.Stdin, os.Stdout, os.Stderr
	return command.Run()
}

package temporal

import "go.temporal.io/sdk/contrib/envconfig"

// What the tests look at from outside.
const Dictionary1 = dictionary1

var Pack = pack

// WithEnvironment gives the options an environment of a test's own.
func WithEnvironment(options Options, variables map[string]string) Options {
	options.Environment, options.lookup = true, environment(variables)
	return options
}

type environment map[string]string

var _ envconfig.EnvLookup = environment{}

func (e environment) Environ() []string {
	var lines []string
	for name, value := range e {
		lines = append(lines, name+"="+value)
	}
	return lines
}

func (e environment) LookupEnv(name string) (string, bool) {
	value, set := e[name]
	return value, set
}

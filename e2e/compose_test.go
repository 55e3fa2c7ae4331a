package e2e

import (
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"
)

// The compose file cannot be run everywhere, but it can be held to its word:
// every service it waits for exists, and every flag it sets is one of ours.
func TestComposeFile(t *testing.T) {
	text, err := os.ReadFile("../docker-compose.yml")
	require.NoError(t, err)
	var file struct {
		Services map[string]struct {
			Image       string
			Environment map[string]string
			Command     []string
			DependsOn   map[string]struct{ Condition string } `yaml:"depends_on"`
			Healthcheck map[string]any
			Volumes     []string
			Profiles    []string
			Ports       []string
		}
		Volumes map[string]any
	}
	require.NoError(t, yaml.Unmarshal(text, &file))
	for _, name := range []string{"postgres", "temporal-schema", "temporal", "temporal-namespace", "temporal-ui", "migrate", "api", "worker-1", "worker-2", "rk7sim", "demo"} {
		require.Contains(t, file.Services, name)
	}
	for name, service := range file.Services {
		require.True(t, strings.Contains(service.Image, ":") && !strings.HasSuffix(service.Image, ":latest"), "%s needs an image with a fixed tag", name)
		for other, wait := range service.DependsOn {
			require.Contains(t, file.Services, other, "%s waits for it", name)
			require.Subset(t, service.Profiles, file.Services[other].Profiles, "%s waits for %s, which may be left out", name, other)
			if wait.Condition == "service_healthy" && !ours(file.Services[other].Image) { // our image has a check of its own
				require.NotEmpty(t, file.Services[other].Healthcheck, "%s waits until %s is healthy", name, other)
			}
		}
		for _, volume := range service.Volumes {
			kept, _, _ := strings.Cut(volume, ":")
			require.Contains(t, file.Volumes, kept, "volume of %s", name)
		}
		for _, port := range service.Ports {
			require.True(t, strings.HasPrefix(port, "127.0.0.1:"), "%s is for this machine only: the demo's keys are known to everybody", name)
		}
		if ours(service.Image) {
			requireOurFlags(t, name, service.Command, service.Environment)
		}
	}
}

func ours(image string) bool { return strings.HasPrefix(image, "orderhatch:") }

// requireOurFlags asks the program itself whether it knows what it would be given.
func requireOurFlags(t *testing.T, service string, command []string, environment map[string]string) {
	t.Helper()
	p := launch(t, command[0], "--help")
	<-p.ended
	help := p.output.String()
	for _, argument := range command[1:] {
		if strings.HasPrefix(argument, "--") {
			require.Contains(t, help, argument, "%s", service)
		}
	}
	for variable := range environment {
		if service != "rk7sim" && (service != "demo" || !strings.Contains(variable, "TEMPORAL")) { // it is given what the others are
			require.Contains(t, help, "$"+variable, "%s", service)
		}
	}
}

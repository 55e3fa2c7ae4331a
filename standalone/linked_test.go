package standalone

import (
	"os"
	"testing"

	"github.com/stretchr/testify/require"
)

// The libraries of clouds that nobody here uses stay out of the program.
func TestNoCloudIsLinked(t *testing.T) {
	modules, err := os.ReadFile("go.mod")
	require.NoError(t, err)
	for _, cloud := range []string{"k8s.io/client-go", "aws-sdk-go-v2/service/ecs", "cloud.google.com/go/run"} {
		require.NotContains(t, string(modules), cloud)
	}
}

package cli

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// version is set by the build (-ldflags -X).
var version = ""

// Version names this build: the release, or the commit it was made from.
func Version() string {
	if version != "" {
		return version
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && len(setting.Value) >= 12 {
			return "commit " + setting.Value[:12]
		}
	}
	return "development"
}

type versionCommand struct{}

func (versionCommand) Run(t *terminal) error {
	engine := "with the embedded Temporal server"
	if t.start == nil {
		engine = "without the embedded Temporal server"
	}
	_, err := fmt.Fprintf(t.out, "orderhatch %s, %s, %s %s/%s\n", Version(), engine, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}

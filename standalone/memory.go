package standalone

import (
	"os"
	"runtime/debug"
)

// thriftyGC lets the heap grow by 80 % between collections instead of doubling,
// which costs some processor time, on a machine that has other work as well.
// GOGC in the environment has the last word.
const thriftyGC = 80

func saveMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(thriftyGC)
	}
}

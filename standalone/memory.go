package standalone

import (
	"os"
	"runtime/debug"
)

// thriftyGC lets the heap grow by 60 % between collections instead of doubling:
// a fifth of the memory for a few per cent of the processor time, on a machine
// that has other work as well. GOGC in the environment has the last word.
const thriftyGC = 60

func saveMemory() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(thriftyGC)
	}
}

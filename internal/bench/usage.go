package bench

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// usage is what the installation's processes have used so far.
type usage struct {
	cpu      time.Duration
	resident int64 // bytes now
}

// ticksPerSecond is the unit of /proc/PID/stat on every Linux that Go runs on.
const ticksPerSecond = 100

func (t *target) usage() (usage, error) {
	var sum usage
	for _, each := range t.processes {
		one, err := usageOf(each.command.Process.Pid)
		if err != nil {
			return usage{}, fmt.Errorf("what %s uses cannot be read: %w", each.name, err)
		}
		sum.cpu += one.cpu
		sum.resident += one.resident
	}
	return sum, nil
}

// allCPU is what the installation and this process have used so far.
func (t *target) allCPU() (time.Duration, error) {
	used, err := t.usage()
	if err != nil {
		return 0, err
	}
	own, err := usageOf(ownPID)
	return used.cpu + own.cpu, err
}

func usageOf(pid int) (usage, error) {
	folder := filepath.Join("/proc", strconv.Itoa(pid))
	stat, err := os.ReadFile(filepath.Join(folder, "stat"))
	if err != nil {
		return usage{}, err
	}
	// The name in brackets may hold spaces; the fields are counted after it.
	_, rest, _ := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	const userTime, systemTime, resident = 11, 12, 21
	if len(fields) <= resident {
		return usage{}, fmt.Errorf("%s/stat has %d fields", folder, len(fields))
	}
	number := func(i int) int64 {
		n, _ := strconv.ParseInt(fields[i], 10, 64) // the kernel writes numbers
		return n
	}
	return usage{
		cpu:      time.Duration(number(userTime)+number(systemTime)) * time.Second / ticksPerSecond,
		resident: number(resident) * int64(os.Getpagesize()),
	}, nil
}

// ownPID is this process: the shops, the operator and the stations.
var ownPID = os.Getpid()

func mebibytes(bytes int64) float64 { return float64(bytes) / (1 << 20) }

package rk7

import (
	"context"
	"strings"
	"time"
)

const (
	cmdGetSystemInfo  = "GetSystemInfo"
	cmdGetSystemInfo2 = "GetSystemInfo2"
	cmdGetFunctions   = "GetFunctions"
)

// SystemInfo is who the station says it is. Old releases know less of it.
type SystemInfo struct {
	Envelope
	// RestCode is the nine-digit number licences are bound to.
	RestCode   string
	ProcessID  int64
	SystemTime time.Time
	Uptime     time.Duration
	Cash       Named
	CashGroup  Named
	Restaurant Named
	Shift      Shift
}

// Version is the station's release.
func (i SystemInfo) Version() (Version, error) { return ParseVersion(i.ServerVersion) }

// Shift is the common shift the station is in.
type Shift struct {
	Date    time.Time
	Number  int64
	Started time.Time
}

// GetSystemInfo asks for liveness, release and identity.
func (c *Client) GetSystemInfo(ctx context.Context) (SystemInfo, error) {
	return c.systemInfo(ctx, cmdGetSystemInfo)
}

// GetSystemInfo2 is the newer form, which also knows the shift.
func (c *Client) GetSystemInfo2(ctx context.Context) (SystemInfo, error) {
	return c.systemInfo(ctx, cmdGetSystemInfo2)
}

func (c *Client) systemInfo(ctx context.Context, command string) (SystemInfo, error) {
	r, err := c.call(ctx, reading, plainCommand(command))
	if err != nil {
		return SystemInfo{}, err
	}
	s := c.scan()
	info := readSystemInfo(s, r)
	return info, c.finish(command, s)
}

func readSystemInfo(s *scan, r reply) SystemInfo {
	n := r.result.child("SystemInfo")
	info := SystemInfo{Envelope: r.Envelope, RestCode: n.attr("RestCode")}
	if n == nil {
		return info
	}
	info.ProcessID = s.int(n, "ProcessID")
	info.Uptime = time.Duration(s.int(n, "uptime")) * time.Second
	if ms := s.int(n, "SystemTime"); ms > 0 && ms < maxSystemTime {
		clock := zeroDate.AddDate(0, 0, int(ms/millisecondsADay)).Add(time.Duration(ms%millisecondsADay) * time.Millisecond)
		info.SystemTime = time.Date(clock.Year(), clock.Month(), clock.Day(), clock.Hour(), clock.Minute(), clock.Second(), clock.Nanosecond(), s.loc)
	}
	info.Cash = s.named(n.child("Cash"))
	info.CashGroup = s.named(n.child("CashGroup"))
	info.Restaurant = s.named(n.child("Restaurant"))
	info.Shift.Date = s.time(n, "ShiftDate")
	if shift := n.child("CommonShift"); shift != nil {
		info.Shift = Shift{Date: s.time(shift, "ShiftDate"), Number: s.int(shift, "ShiftNum"), Started: s.time(shift, "ShiftStartTime")}
	}
	return info
}

const (
	millisecondsADay = 24 * 60 * 60 * 1000
	maxSystemTime    = millisecondsADay * 366 * 400
)

// GetFunctions lists the commands the station knows. The layout of the answer
// is documented nowhere, so every name found in it counts.
func (c *Client) GetFunctions(ctx context.Context) ([]string, error) {
	r, err := c.call(ctx, reading, plainCommand(cmdGetFunctions))
	if err != nil {
		return nil, err
	}
	return functionNames(r.result, map[string]bool{}), nil
}

func functionNames(n *node, seen map[string]bool) []string {
	var out []string
	for _, c := range n.nodes {
		name := c.attr("CMD", "Name", "Function")
		if name == "" && len(c.nodes) == 0 {
			name = c.text
		}
		if name = strings.TrimSpace(name); name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
		out = append(out, functionNames(c, seen)...)
	}
	return out
}

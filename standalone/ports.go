package standalone

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"strconv"
	"strings"
)

// loopback is where the server's parts talk to each other.
const loopback = "127.0.0.1"

// ports are all that the server and the UI listen on.
type ports struct {
	frontend, ui              *net.TCPAddr // ui is nil without one
	history, matching, worker int
}

// choosePorts checks the wanted addresses and finds the others. The server ends
// the process when a port is taken, so it must not come to that.
func choosePorts(listen, uiListen string) (*ports, error) {
	chosen, taken := &ports{}, map[int]bool{}
	var err error
	if chosen.frontend, err = resolve("the Temporal server", listen, taken); err != nil {
		return nil, err
	}
	if uiListen != "" {
		if chosen.ui, err = resolve("the Temporal UI", uiListen, taken); err != nil {
			return nil, err
		}
	}
	for _, port := range []*int{&chosen.history, &chosen.matching, &chosen.worker} {
		if *port, err = freePort(net.ParseIP(loopback), taken); err != nil {
			return nil, err
		}
	}
	return chosen, nil
}

// resolve makes a real address of a wanted one, and sees that it is free.
func resolve(who, listen string, taken map[int]bool) (*net.TCPAddr, error) {
	address, err := net.ResolveTCPAddr("tcp", listen)
	if err != nil {
		return nil, fmt.Errorf("%s cannot listen on %q: it must look like 127.0.0.1:7233", who, listen)
	}
	if address.IP == nil { // ":7233" means every interface elsewhere; here it must be said
		address.IP = net.ParseIP(loopback)
	}
	if address.Port == 0 {
		address.Port, err = freePort(address.IP, taken)
		return address, err
	}
	if taken[address.Port] {
		return nil, fmt.Errorf("port %d was given twice", address.Port)
	}
	if err := tryPort(address.IP, address.Port); err != nil {
		return nil, fmt.Errorf("%s cannot listen on %s, another program probably uses it: %w", who, address, err)
	}
	taken[address.Port] = true
	return address, nil
}

// freePort picks below the range from which the system numbers outgoing
// connections: one of those must not take the port before the server does.
func freePort(ip net.IP, taken map[int]bool) (int, error) {
	const lowest, tries = 10_000, 200
	highest := ephemeralStart()
	for range tries {
		port := lowest + rand.IntN(highest-lowest)
		if !taken[port] && tryPort(ip, port) == nil {
			taken[port] = true
			return port, nil
		}
	}
	return 0, errors.New("no free port was found")
}

func tryPort(ip net.IP, port int) error {
	listener, err := net.ListenTCP("tcp", &net.TCPAddr{IP: ip, Port: port})
	if err != nil {
		return err
	}
	return listener.Close()
}

// ephemeralStart is the first port that the system gives out by itself.
func ephemeralStart() int {
	const common, least = 32_768, 12_000 // Linux's default; other systems start higher
	text, err := os.ReadFile("/proc/sys/net/ipv4/ip_local_port_range")
	if err != nil {
		return common
	}
	first, _, _ := strings.Cut(strings.TrimSpace(string(text)), "\t")
	if start, err := strconv.Atoi(first); err == nil && start > least {
		return start
	}
	return common
}

// frontendAddress is where clients on this machine reach the server.
func (p *ports) frontendAddress() string { return reachable(p.frontend) }

func (p *ports) uiAddress() string { return reachable(p.ui) }

// reachable replaces "every interface" by one that can be dialled.
func reachable(address *net.TCPAddr) string {
	host := address.IP.String()
	if address.IP.IsUnspecified() {
		host = loopback
	}
	return net.JoinHostPort(host, strconv.Itoa(address.Port))
}

func onLoopback(port int) string { return net.JoinHostPort(loopback, strconv.Itoa(port)) }

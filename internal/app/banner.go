package app

import (
	"fmt"
	"io"
)

// announceStart tells a person what to open and what to try.
func announceStart(out io.Writer, at Addresses, setupToken string, demo bool) {
	say := func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) }
	say("\nOrderhatch is ready.\n")
	say("  Console       %s/", at.API)
	say("  API           %s/docs", at.API)
	if at.TemporalUI != "" {
		say("  Temporal UI   %s", at.TemporalUI)
	}
	if at.Temporal != "" {
		say("  Temporal      %s", at.Temporal)
	}
	if at.SimWeb != "" {
		say("  Cash station  %s (simulated)", at.SimWeb)
	}
	if setupToken != "" {
		say("\nNobody can sign in yet. Open the console and use this token to become its first manager:\n\n  %s", setupToken)
	}
	if demo {
		announceDemo(say, at)
	}
	say("")
}

func announceDemo(say func(string, ...any), at Addresses) {
	say("\nThis is the demo: its keys and passwords are known to everybody, so it answers on this machine only.")
	say("Sign in as %q or %q with the password %q. One order is waiting; submit another:\n", demoOperator, demoManager, demoPassword)
	say(`  curl -i %s/v1/orders -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{`, at.API, demoSourceKey)
	say(`    "external_id": "WEB-1", "service_type": "pickup", "guest": {"name": "Anna", "phone": "+79991234567"},`)
	say(`    "items": [{"plu": "101", "quantity": "2"}, {"plu": "102", "quantity": "1"}]}'`)
	say("\nSend it again and it is the same order (200, Idempotent-Replay); change it and it is refused (409). Accept it with the id you got:\n")
	say(`  curl '%s/v1/orders/ID/accept?wait=filled' -H 'Authorization: Bearer %s' -H 'Content-Type: application/json' -d '{}'`, at.API, demoOperatorKey)
	say("\nA site that speaks the protocol of API Мини-доставки changes nothing but the address. Its order is empty on the station until it is opened there:\n")
	say(`  curl %s/api/v2/ext/postorder -H 'Token: %s' -d '{`, at.API, demoOldToken)
	say(`    "guest": {"sname": "Анна", "phone": "+79991234567"}, "order": {"type": 0, "content": [{"code": 101, "quantity": 2}, {"code": 102, "quantity": 1}]}}'`)
	say("\nLook at the station's page, or at its ground truth:\n")
	say(`  curl %s/_sim/state`, at.SimWeb)
}

package api

import (
	"github.com/orderhatch/orderhatch/internal/account"
)

const streamPath = "/v1/events/stream"

// routes is every address of the service: method, path, who may, name, group,
// what it does, and what else the OpenAPI document says about it.
func (s *Server) routes() {
	const (
		get, post, put, del = "GET", "POST", "PUT", "DELETE"
		read, submit        = account.ScopeRead, account.ScopeSubmit
		cancel, menu        = account.ScopeCancel, account.ScopeMenu
		reader, worker      = account.ReadOnly, account.Operator
		manager             = account.Manager
	)
	handleFaulty(s, operation{post, "/v1/orders", sources(submit), "submit-order", "Orders", "Submit an order", submitNotes}, s.submitOrder)
	handle(s, operation{get, "/v1/orders", either(read, reader), "list-orders", "Orders", "List orders, newest first", listNotes}, s.listOrders)
	handle(s, operation{get, "/v1/orders/{id}", either(read, reader), "read-order", "Orders", "Read an order", readNotes}, s.readOrder)

	handleBody(s, operation{post, "/v1/orders/{id}/take", people(worker), "take-order", "Decisions", "Mark that you are on it", decisionNotes}, s.takeOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/release", people(worker), "release-order", "Decisions", "Let it go again", decisionNotes}, s.releaseOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/accept", people(worker), "accept-order", "Decisions", "Accept it", decisionNotes}, s.acceptOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/cancel", either(cancel, worker), "cancel-order", "Decisions", "Reject or call it off", cancelNotes}, s.cancelOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/refuse-cancel", people(worker), "refuse-cancel", "Decisions", "Refuse a source's wish to cancel", refuseCancelNotes}, s.refuseCancel)
	handleBody(s, operation{post, "/v1/orders/{id}/postpone", people(worker), "postpone-order", "Decisions", "Keep it waiting: the guest cannot be reached", postponeNotes}, s.postponeOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/amend", people(worker), "amend-order", "Decisions", "Change what is agreed", decisionNotes}, s.amendOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/save", people(worker), "save-order", "Decisions", "Put the agreed dishes on the station", decisionNotes}, s.saveOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/resolve", people(worker), "resolve-order", "Decisions", "Answer an order that needs an operator", decisionNotes}, s.resolveOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/status", people(worker), "advance-order", "Decisions", "Move it on by hand", decisionNotes}, s.advanceOrder)

	handle(s, operation{get, "/v1/restaurants", either(menu, reader), "list-restaurants", "Restaurants", "List your restaurants", notes{}}, s.listRestaurants)
	handle(s, operation{get, "/v1/restaurants/{id}", either(menu, reader), "read-restaurant", "Restaurants", "Read a restaurant and whether it is ready", missingNotes}, s.readRestaurant)

	handle(s, operation{get, "/v1/discrepancies", people(reader), "list-discrepancies", "Restaurants", "List what does not belong together", discrepanciesNotes}, s.listDiscrepancies)

	handle(s, operation{get, "/v1/restaurants/{id}/menu", either(menu, reader), "read-menu", "Menu", "Read what a restaurant sells", menuNotes}, s.readMenu)
	handleBody(s, operation{post, "/v1/restaurants/{id}/menu/refresh", people(worker), "refresh-menu", "Menu", "Read the menu from the station now", refreshNotes}, s.refreshMenu)
	handleBody(s, operation{put, "/v1/restaurants/{id}/availability", people(worker), "put-availability", "Menu", "Open, slow down or pause a restaurant; take dishes and modifiers off or put them back", availabilityNotes}, s.putAvailability)
	handleFaulty(s, operation{post, "/v1/carts/check", either(menu, reader), "check-cart", "Menu", "Price and check a cart", cartNotes}, s.checkCart)
	handle(s, operation{get, "/v1/sources/{id}/aliases", people(manager), "read-aliases", "Menu", "Read a source's own codes", aliasNotes}, s.readAliases)
	handleBody(s, operation{put, "/v1/sources/{id}/aliases", people(manager), "put-aliases", "Menu", "Replace a source's own codes", aliasNotes}, s.putAliases)

	handle(s, operation{get, "/v1/events", either(read, reader), "poll-events", "Events", "Poll events", pollNotes}, s.pollEvents)
	handle(s, operation{get, streamPath, either(read, reader), "stream-events", "Events", "Follow events live", streamNotes}, s.streamEvents)

	handle(s, operation{get, "/v1/callbacks", either(read, reader), "list-callbacks", "Callbacks", "List callbacks, newest first", callbacksNotes}, s.listCallbacks)
	handle(s, operation{get, "/v1/callbacks/{id}", either(read, reader), "read-callback", "Callbacks", "Read a callback with its log", missingNotes}, s.readCallback)
	handleBody(s, operation{post, "/v1/callbacks/replay", either(submit, worker), "replay-callbacks", "Callbacks", "Send dead letters once more", replayDeadNotes}, s.replayCallbacks)
	handleBody(s, operation{post, "/v1/callbacks/{id}/replay", either(submit, worker), "replay-callback", "Callbacks", "Send a callback once more", replayNotes}, s.replayCallback)
	handle(s, operation{get, "/v1/sources/me", sources(read), "read-self", "Callbacks", "What is this key good for", notes{}}, s.readSelf)
	handleBody(s, operation{post, "/v1/sources/me/test-callback", sources(submit), "test-callback", "Callbacks", "Send yourself a test event", trialNotes}, s.tryCallback)
	handleBody(s, operation{post, "/v1/sources/{id}/test-callback", people(manager), "test-source-callback", "Callbacks", "Send a source's test event", sourceTrialNotes}, s.trySourceCallback)
	handleBody(s, operation{post, "/v1/sources/me/signing-secret", sources(submit), "rotate-own-secret", "Callbacks", "Get a new signing secret", secretNotes}, s.rotateOwnSecret)
	handleBody(s, operation{post, "/v1/sources/{id}/signing-secret", people(account.Manager), "rotate-secret", "Callbacks", "Give a source a new signing secret", sourceSecretNotes}, s.rotateSecret)

	handleBody(s, operation{post, "/v1/session", public, "sign-in", "Session", "Sign in", signInNotes}, s.signIn)
	handle(s, operation{get, "/v1/session", people(reader), "who-am-i", "Session", "Who am I", notes{}}, s.whoAmI)
	handle(s, operation{del, "/v1/session", people(reader), "sign-out", "Session", "Sign out", notes{status: 204}}, s.signOut)

	if s.admin != nil {
		s.administrationRoutes()
	}

	handle(s, operation{get, "/healthz", public, "health", "Service", "Is the process alive", notes{}}, s.health)
	handle(s, operation{get, "/readyz", public, "ready", "Service", "Are its dependencies there", readyNotes}, s.ready)

	s.page("/metrics", s.metricsPage())
	s.page("/openapi.json", s.openAPIPage)
	s.page("/docs", s.docsPage)
	s.page("/docs.css", s.docsStyle)
	s.page("/docs/try", s.console.tryPage)
	s.page("/", s.console.page)
	s.page("/assets/*path", s.consoleAsset)
}

// administrationRoutes are for managers, unless they say otherwise.
func (s *Server) administrationRoutes() {
	const (
		get, post, put, patch, del = "GET", "POST", "PUT", "PATCH", "DELETE"
		group                      = "Administration"
		reader, manager            = account.ReadOnly, account.Manager
	)
	handle(s, operation{get, "/v1/setup", public, "needs-setup", group, "Does it need to be set up", notes{}}, s.needsSetup)
	handleBody(s, operation{post, "/v1/setup", public, "set-up", group, "Make the first manager", setupNotes}, s.setUp)

	handle(s, operation{get, "/v1/users", people(manager), "list-users", group, "List people", notes{}}, s.listUsers)
	handleFaulty(s, operation{post, "/v1/users", people(manager), "add-user", group, "Add a person", addNotes}, s.addUser)
	handleFaulty(s, operation{patch, "/v1/users/{id}", people(manager), "change-user", group, "Change a person", changeUserNotes}, s.changeUser)
	handleFaulty(s, operation{post, "/v1/users/{id}/password", people(reader), "set-password", group, "Set a password", passwordNotes}, s.setPassword)
	handle(s, operation{del, "/v1/users/{id}/sessions", people(reader), "sign-out-everywhere", group, "Sign a person out everywhere", signOutNotes}, s.signOutEverywhere)
	handle(s, operation{get, "/v1/users/{id}/keys", people(manager), "list-user-keys", group, "List a person's keys", missingNotes}, s.listUserKeys)
	handleFaulty(s, operation{post, "/v1/users/{id}/keys", people(manager), "make-user-key", group, "Make a key for a person", keyNotes}, s.makeUserKey)

	handle(s, operation{get, "/v1/sources", people(manager), "list-sources", group, "List order sources", notes{}}, s.listSources)
	handleFaulty(s, operation{post, "/v1/sources", people(manager), "add-source", group, "Add an order source", addNotes}, s.addSource)
	handleFaulty(s, operation{patch, "/v1/sources/{id}", people(manager), "change-source", group, "Change an order source", missingNotes}, s.changeSource)
	handle(s, operation{get, "/v1/sources/{id}/keys", people(manager), "list-source-keys", group, "List a source's keys", missingNotes}, s.listSourceKeys)
	handleFaulty(s, operation{post, "/v1/sources/{id}/keys", people(manager), "make-source-key", group, "Make a key for a source", keyNotes}, s.makeSourceKey)
	handleBody(s, operation{post, "/v1/keys/{id}/rotate", people(manager), "rotate-key", group, "Replace a key, with a time in which both work", rotateNotes}, s.rotateKey)
	handle(s, operation{del, "/v1/keys/{id}", people(manager), "revoke-key", group, "Revoke a key", revokeNotes}, s.revokeKey)

	handleFaulty(s, operation{post, "/v1/restaurants", people(manager), "add-restaurant", group, "Add a restaurant", addNotes}, s.addRestaurant)
	handle(s, operation{get, "/v1/restaurants/{id}/settings", people(manager), "read-settings", group, "Read a restaurant's settings", missingNotes}, s.readSettings)
	handleFaulty(s, operation{put, "/v1/restaurants/{id}/settings", people(manager), "write-settings", group, "Replace a restaurant's settings", settingsNotes}, s.writeSettings)
	handle(s, operation{del, "/v1/restaurants/{id}", people(manager), "remove-restaurant", group, "Remove a restaurant", removeNotes}, s.removeRestaurant)
	handleFaulty(s, operation{post, "/v1/restaurants/examine", people(manager), "examine-settings", group, "Test a connection before it is kept", examineDraftNotes}, s.examineSettings)
	handle(s, operation{post, "/v1/restaurants/{id}/examine", people(manager), "examine-restaurant", group, "Test a restaurant's connection", examineNotes}, s.examineRestaurant)
	handle(s, operation{post, "/v1/restaurants/{id}/test-alarm", people(manager), "test-alarm", group, "Call a restaurant's people to try it", testAlarmNotes}, s.testAlarm)

	handle(s, operation{get, "/v1/reports/shift", people(manager), "shift-report", group, "What became of the orders of a shift", shiftNotes}, s.shiftReport)
	handle(s, operation{get, "/v1/audit", people(manager), "read-audit", group, "Who changed what, newest first", auditNotes}, s.readAudit)
}

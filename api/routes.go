package api

import (
	"github.com/orderhatch/orderhatch/internal/account"
)

const streamPath = "/v1/events/stream"

// routes is every address of the service: method, path, who may, name, group,
// what it does, and what else the OpenAPI document says about it.
func (s *Server) routes() {
	const (
		get, post, del = "GET", "POST", "DELETE"
		read, submit   = account.ScopeRead, account.ScopeSubmit
		cancel, menu   = account.ScopeCancel, account.ScopeMenu
		reader, worker = account.ReadOnly, account.Operator
	)
	handleFaulty(s, operation{post, "/v1/orders", sources(submit), "submit-order", "Orders", "Submit an order", submitNotes}, s.submitOrder)
	handle(s, operation{get, "/v1/orders", either(read, reader), "list-orders", "Orders", "List orders, newest first", listNotes}, s.listOrders)
	handle(s, operation{get, "/v1/orders/{id}", either(read, reader), "read-order", "Orders", "Read an order", readNotes}, s.readOrder)

	handleBody(s, operation{post, "/v1/orders/{id}/take", people(worker), "take-order", "Decisions", "Mark that you are on it", decisionNotes}, s.takeOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/release", people(worker), "release-order", "Decisions", "Let it go again", decisionNotes}, s.releaseOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/accept", people(worker), "accept-order", "Decisions", "Accept it", decisionNotes}, s.acceptOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/cancel", either(cancel, worker), "cancel-order", "Decisions", "Reject or call it off", cancelNotes}, s.cancelOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/amend", people(worker), "amend-order", "Decisions", "Change what is agreed", decisionNotes}, s.amendOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/save", people(worker), "save-order", "Decisions", "Put the agreed dishes on the station", decisionNotes}, s.saveOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/resolve", people(worker), "resolve-order", "Decisions", "Answer an order that needs an operator", decisionNotes}, s.resolveOrder)
	handleBody(s, operation{post, "/v1/orders/{id}/status", people(worker), "advance-order", "Decisions", "Move it on by hand", decisionNotes}, s.advanceOrder)

	handle(s, operation{get, "/v1/restaurants", either(menu, reader), "list-restaurants", "Restaurants", "List your restaurants", notes{}}, s.listRestaurants)
	handle(s, operation{get, "/v1/restaurants/{id}", either(menu, reader), "read-restaurant", "Restaurants", "Read a restaurant and whether it is ready", missingNotes}, s.readRestaurant)

	handle(s, operation{get, "/v1/events", either(read, reader), "poll-events", "Events", "Poll events", pollNotes}, s.pollEvents)
	handle(s, operation{get, streamPath, either(read, reader), "stream-events", "Events", "Follow events live", streamNotes}, s.streamEvents)

	handle(s, operation{get, "/v1/callbacks", either(read, reader), "list-callbacks", "Callbacks", "List callbacks, newest first", callbacksNotes}, s.listCallbacks)
	handleBody(s, operation{post, "/v1/callbacks/{id}/replay", either(submit, worker), "replay-callback", "Callbacks", "Send a callback once more", replayNotes}, s.replayCallback)
	handle(s, operation{get, "/v1/sources/me", sources(read), "read-self", "Callbacks", "What is this key good for", notes{}}, s.readSelf)
	handleBody(s, operation{post, "/v1/sources/me/test-callback", sources(submit), "test-callback", "Callbacks", "Send yourself a test event", trialNotes}, s.tryCallback)
	handleBody(s, operation{post, "/v1/sources/me/signing-secret", sources(submit), "rotate-own-secret", "Callbacks", "Get a new signing secret", secretNotes}, s.rotateOwnSecret)
	handleBody(s, operation{post, "/v1/sources/{id}/signing-secret", people(account.Manager), "rotate-secret", "Callbacks", "Give a source a new signing secret", sourceSecretNotes}, s.rotateSecret)

	handleBody(s, operation{post, "/v1/session", public, "sign-in", "Session", "Sign in", signInNotes}, s.signIn)
	handle(s, operation{get, "/v1/session", people(reader), "who-am-i", "Session", "Who am I", notes{}}, s.whoAmI)
	handle(s, operation{del, "/v1/session", people(reader), "sign-out", "Session", "Sign out", notes{status: 204}}, s.signOut)

	handle(s, operation{get, "/healthz", public, "health", "Service", "Is the process alive", notes{}}, s.health)
	handle(s, operation{get, "/readyz", public, "ready", "Service", "Are its dependencies there", readyNotes}, s.ready)

	s.page("/metrics", s.metricsPage())
	s.page("/openapi.json", s.openAPIPage)
	s.page("/docs", s.docsPage)
	s.page("/docs.css", s.docsStyle)
	s.page("/", s.consolePage)
	s.page("/assets/*path", s.consoleAsset)
}

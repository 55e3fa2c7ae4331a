package api

import (
	"net/http"
	"reflect"

	"github.com/orderhatch/orderhatch/internal/admin"
)

// The notes of the route table, for the OpenAPI document.
var (
	orderBody      = reflect.TypeFor[OrderView]()
	processingBody = reflect.TypeFor[Processing]()

	submitNotes = notes{
		description: "The external_id is the idempotency key: the same order sent again gets the first answer, however late it comes. " +
			"Content is compared field by field as it was understood; white space, the order of fields, unknown fields and nulls do not matter.",
		status: http.StatusCreated,
		answers: map[int]answer{
			http.StatusCreated:  {description: "Stored; it is waiting. Location names it.", body: orderBody, headers: []string{"Location", "ETag"}},
			http.StatusOK:       {description: "The same order came before: the first answer, with Idempotent-Replay: true.", body: orderBody, headers: []string{"Location", "ETag", "Idempotent-Replay"}},
			http.StatusAccepted: {description: "Safe, but no worker has answered yet. Location names it.", body: processingBody, headers: []string{"Location"}},
		},
		refusals: []int{http.StatusConflict},
		means:    submitRefusals,
	}
	listNotes = notes{description: "A source sees its own orders, a person those of their restaurants."}
	readNotes = notes{
		description: "While no worker has confirmed a submitted order, the answer is {id, status: accepted_for_processing}.",
		answers:     map[int]answer{http.StatusOK: {description: "The order.", body: orderBody}},
		refusals:    []int{http.StatusNotFound, http.StatusUnprocessableEntity},
	}
	decisionNotes = notes{
		answers:   map[int]answer{http.StatusOK: {description: "The order after the decision.", body: orderBody, headers: []string{"ETag"}}},
		refusals:  []int{http.StatusNotFound, http.StatusConflict},
		means:     decisionRefusals,
		emptyBody: true,
	}
	cancelNotes = notes{
		description: "A person's no to a waiting order rejects it; later the order is called off and taken off the station. " +
			"A source may call off its own order while it waits; later its wish becomes a cancel_request that an operator answers.",
		answers:   decisionNotes.answers,
		refusals:  decisionNotes.refusals,
		means:     decisionNotes.means,
		emptyBody: true,
	}
	refuseCancelNotes = notes{
		description: "The order goes on; cancel_request.answer and the event order.cancel_refused tell the source. The yes is cancel.",
		answers:     decisionNotes.answers,
		refusals:    decisionNotes.refusals,
		means:       decisionNotes.means,
		emptyBody:   true,
	}
	postponeNotes = notes{
		description: "The order goes on waiting, nobody is on it, and the clock reminds and escalates anew. The source's own deadline stays.",
		answers:     decisionNotes.answers,
		refusals:    decisionNotes.refusals,
		means:       decisionNotes.means,
		emptyBody:   true,
	}
	readyNotes = notes{
		answers: map[int]answer{
			http.StatusOK:                 {description: "Everything that is needed is there.", body: reflect.TypeFor[Readyz]()},
			http.StatusServiceUnavailable: {description: "Something is missing, or the service is stopping.", body: reflect.TypeFor[Readyz]()},
		},
	}
	missingNotes = notes{refusals: []int{http.StatusNotFound}}
	pollNotes    = notes{description: "Oldest first. Operators get the events of their restaurants, a source those of its own orders."}
	streamNotes  = notes{
		description: "Server-Sent Events: id, event (its name) and data (an EventView as JSON), with a comment every 15 seconds. " +
			"A client that is too slow, and every client when the service stops, is cut off and goes on with Last-Event-ID.",
		answers:  map[int]answer{http.StatusOK: {description: "The stream.", contentType: "text/event-stream", body: reflect.TypeFor[EventView]()}},
		refusals: []int{http.StatusUnprocessableEntity},
		endless:  true,
	}
	callbacksNotes = notes{description: "The delivery log: what was sent, how often it was tried and what came of it. It is kept for 30 days.", refusals: []int{http.StatusUnprocessableEntity}}
	replayNotes    = notes{
		description: "For callbacks that were given up, and for any other. The id and the body stay the same, so a receiver can tell that it has seen it. It is sent after what is on its way for the same order.",
		status:      http.StatusAccepted,
		refusals:    []int{http.StatusNotFound},
		emptyBody:   true,
	}
	replayDeadNotes = notes{
		description: "Sends the callbacks that were given up once more: your own, or those of your restaurants. At most 200 at a time, the oldest first, those of one order in their order; ask again while there are more.",
		status:      http.StatusAccepted,
		emptyBody:   true,
	}
	trialNotes = notes{
		description: "Posts an event named test to the address, signed as callbacks are, and answers what the receiver said. A few tries a minute.",
	}
	sourceTrialNotes = notes{description: trialNotes.description, refusals: []int{http.StatusNotFound}}
	secretNotes      = notes{
		description: "The secret that callbacks are signed with, shown once. The one before stays good for a while, and callbacks then carry a signature of each.",
		emptyBody:   true,
	}
	sourceSecretNotes = notes{description: secretNotes.description, refusals: []int{http.StatusNotFound}, emptyBody: true}
	signInNotes       = notes{
		description: "Sets the session cookie. Every later change must carry csrf_token in the header X-CSRF-Token.",
		refusals:    []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests},
		means:       signInRefusals,
	}

	setupNotes = notes{
		description: "Only while there is nobody, and only with the token that the service printed when it started. Signs the new manager in, like POST /v1/session.",
		refusals:    []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusConflict, http.StatusTooManyRequests},
		means:       signInRefusals,
	}
	addNotes        = notes{status: http.StatusCreated, refusals: []int{http.StatusConflict}}
	changeUserNotes = notes{
		description: "What is left out stays. Nobody can take the last manager away; a disabled person is signed out at once.",
		refusals:    []int{http.StatusNotFound, http.StatusConflict},
	}
	passwordNotes = notes{
		description: "Managers set the passwords of others; everybody may set their own, with the current one. The person is signed out everywhere else.",
		status:      http.StatusNoContent, refusals: []int{http.StatusNotFound},
	}
	signOutNotes = notes{
		description: "Ends all sessions of the person. Everybody may do this for themselves. Keys go on working.",
		status:      http.StatusNoContent, refusals: []int{http.StatusNotFound},
	}
	keyNotes = notes{
		description: "The answer is the only place where the key is ever shown.",
		status:      http.StatusCreated, refusals: []int{http.StatusNotFound, http.StatusConflict}, emptyBody: true,
	}
	rotateNotes = notes{
		description: "Makes a key with the same rights and lets the old one work for overlap_seconds more.",
		status:      http.StatusCreated, refusals: []int{http.StatusNotFound, http.StatusConflict}, emptyBody: true,
	}
	revokeNotes   = notes{status: http.StatusNoContent, refusals: []int{http.StatusNotFound}}
	settingsNotes = notes{
		description: "Replaces all settings; what is left out gets its default. Secrets are the exception: left out they stay, null or empty they are cleared. " +
			"Orders under way keep the rules they came in with.",
		refusals: []int{http.StatusNotFound, http.StatusConflict},
	}
	removeNotes = notes{
		description: "Orders stay readable. Refused while orders are not over, unless force is given.",
		status:      http.StatusNoContent, refusals: []int{http.StatusNotFound, http.StatusConflict},
	}
	examineDraftNotes = notes{description: examineNotes.description, refusals: []int{http.StatusTooManyRequests}}
	examineNotes      = notes{
		description: "Connects to the cash server that the settings name, wherever that is, and says of each thing looked at how it is and what to do. " +
			"Takes up to half a minute; one at a time for each person.",
		refusals: []int{http.StatusNotFound, http.StatusTooManyRequests},
	}
	testAlarmNotes = notes{
		description: "Sends a test alarm by the restaurant's webhook and Telegram chat, or by those of the process where it has none, and says of each how it went. One at a time for each person.",
		refusals:    []int{http.StatusNotFound, http.StatusTooManyRequests},
	}
	auditNotes = notes{description: "Managers of some restaurants see what happened to those, and what they did themselves."}
	shiftNotes = notes{
		description: "Counts the orders that came in from one moment until before another. Test orders are left out. format=csv answers with a table for spreadsheets.",
		answers:     map[int]answer{http.StatusOK: {description: "The report.", body: reflect.TypeFor[admin.ShiftReport]()}},
		alsoAs:      "text/csv",
	}
)

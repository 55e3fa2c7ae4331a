package api

// refusalNotes say what refusals mean, in the OpenAPI document. The names of
// HTTP's statuses say nothing that their numbers do not.
var refusalNotes = map[int]string{
	400: "unreadable: the body is no JSON object.",
	401: "unauthorized: no valid key or session.",
	403: "forbidden: this key or session may not do that.",
	404: "not_found: there is none, or it is not the caller's business.",
	409: "It is not in a state that allows this; code and detail say why.",
	413: "too_large: a body has at most 1 MB.",
	415: "unsupported_media_type: send application/json.",
	422: "invalid: errors lists every fault.",
	429: "too_many_requests: come again after Retry-After seconds.",
	500: "internal: a fault of the service; its log has more under request_id.",
	503: "unavailable: nothing was stored or done; come again after Retry-After seconds.",
}

// What some refusals mean for some operations.
var (
	submitRefusals = map[int]string{
		401: "unauthorized: no valid key, or a signature that is missing or does not fit.",
		403: "forbidden, or restaurant_not_ready, or restaurant_paused with Retry-After.",
		409: "duplicate_external_id: this external_id has another order's content; id names that order.",
	}
	signInRefusals = map[int]string{
		401: "unauthorized: the name, the password or the token is wrong.",
		403: "forbidden: the request comes from a page of another site.",
		429: "too_many_requests: too many wrong tries; come again after Retry-After seconds.",
	}
	decisionRefusals = map[int]string{
		409: "stale_revision, already_decided, already_taken or not_allowed_in_status; order is the order as it is now.",
		503: "unavailable: nothing was done. unconfirmed: no worker has answered, and it may still be done.",
	}
)

// refusalNote is what a documented refusal means for this operation, empty when
// the operation tells that itself.
func (op operation) refusalNote(status int) string {
	if _, told := op.answers[status]; told {
		return ""
	}
	if own := op.means[status]; own != "" {
		return own
	}
	return refusalNotes[status]
}

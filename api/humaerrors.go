package api

import (
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/orderhatch/orderhatch/internal/order"
)

// huma keeps its error type in package variables; its own would echo refused
// values, among them phones.
func init() {
	huma.NewError = humaProblem
	huma.NewErrorWithContext = func(ctx huma.Context, status int, message string, errs ...error) huma.StatusError {
		told := humaProblem(status, message, errs...).(*Problem)
		if ctx != nil {
			told.RequestID = requestID(ctx.Context())
		}
		return told
	}
}

var humaCodes = map[int]order.Code{
	http.StatusBadRequest:            order.CodeUnreadable,
	http.StatusNotAcceptable:         codeNotAcceptable,
	http.StatusRequestTimeout:        codeTimeout,
	http.StatusRequestEntityTooLarge: order.CodeTooLarge,
	http.StatusUnsupportedMediaType:  codeUnsupportedMedia,
	http.StatusUnprocessableEntity:   order.CodeInvalid,
}

// humaProblem words an error of huma's own: mostly a parameter it refused.
func humaProblem(status int, _ string, errs ...error) huma.StatusError {
	code, known := humaCodes[status]
	if !known {
		code = order.CodeInternal
	}
	if code != order.CodeInvalid {
		return newProblem(&order.Error{Code: code})
	}
	var got received[struct{}]
	for _, err := range errs {
		if err != nil {
			got.faults = append(got.faults, schemaFault(err))
		}
	}
	if len(got.faults) == 0 {
		return newProblem(&order.Error{Code: code})
	}
	var refused *order.Error
	if !errors.As(got.refusal(), &refused) {
		refused = &order.Error{Code: code}
	}
	return newProblem(refused)
}

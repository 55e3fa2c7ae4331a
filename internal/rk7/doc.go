// Package rk7 speaks the XML interface of an r_keeper 7 cash server: typed
// requests with stable bytes, tolerant reading of replies of every release,
// and for every call one of four outcomes (done, refused, not sent, unknown).
//
// The client never repeats a request: whether a write may be sent again is the
// caller's decision, and the outcome is what that decision needs.
package rk7

// Package rk7sim is a simulated r_keeper 7 cash server: it speaks the XML
// interface over HTTPS, keeps orders and a menu, shows a cashier's page, and
// misbehaves on request.
package rk7sim

"use strict";

document.documentElement.lang = navigator.language.startsWith("ru") ? "ru" : "en";

const said = document.getElementById("said");

const signIn = async () => {
	const answer = await fetch("/token", { cache: "no-store" });
	const body = await answer.json();
	document.getElementById("who").textContent = body.email;
	return body.token;
};

document.querySelector("cinema-inbox").authenticate = signIn;

document.getElementById("happen").addEventListener("click", async () => {
	const answer = await fetch("/happen", { method: "POST" });
	said.textContent = answer.ok ? "Announced." : `It could not be announced (${answer.status}).`;
});

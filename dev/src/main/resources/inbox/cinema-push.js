importScripts("@WORKER@/widget/push.js");

// From the push service of this laptop, by way of the page; a browser's own comes without one.
self.addEventListener("message", (event) => event.waitUntil(self.cinemaPush.show(event.data)));

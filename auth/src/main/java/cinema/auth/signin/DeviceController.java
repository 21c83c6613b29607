package cinema.auth.signin;

import java.util.List;
import java.util.UUID;

import cinema.auth.signin.KnownDevices.KnownDevice;
import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows people which devices are known to have signed in, and forgets them. */
@RestController
class DeviceController {

	private final KnownDevices devices;

	DeviceController(KnownDevices devices) {
		this.devices = devices;
	}

	@GetMapping({ "/api/v1/profile/devices", "/api/v1/profile/devices/" })
	DeviceList list(@AuthenticationPrincipal Jwt token) {
		return new DeviceList(this.devices.of(UUID.fromString(token.getSubject())));
	}

	@DeleteMapping({ "/api/v1/profile/devices/{id}", "/api/v1/profile/devices/{id}/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void forget(@AuthenticationPrincipal Jwt token, @PathVariable UUID id) {
		RefusedException.unless(this.devices.forget(UUID.fromString(token.getSubject()), id), HttpStatus.NOT_FOUND,
				"id", "There is no such device.");
	}

	record DeviceList(List<KnownDevice> items) {
	}

}

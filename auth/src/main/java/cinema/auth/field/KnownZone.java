package cinema.auth.field;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.ZoneId;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import org.jspecify.annotations.Nullable;

/** An IANA zone by its name, for example {@code Europe/Moscow}; offsets are none. */
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.RECORD_COMPONENT })
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = KnownZone.Check.class)
public @interface KnownZone {

	String message() default "has to be an IANA time zone, for example Europe/Moscow";

	Class<?>[] groups() default {};

	Class<? extends Payload>[] payload() default {};

	/** Asks the JDK's zone rules. */
	class Check implements ConstraintValidator<KnownZone, String> {

		@Override
		public boolean isValid(@Nullable String zone, ConstraintValidatorContext context) {
			return zone == null || isKnown(zone);
		}

		/** Whether it is the name of a zone. */
		public static boolean isKnown(String zone) {
			return "UTC".equals(zone) || (zone.contains("/") && ZoneId.getAvailableZoneIds().contains(zone));
		}

	}

}

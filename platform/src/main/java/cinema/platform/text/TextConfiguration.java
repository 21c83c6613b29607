package cinema.platform.text;

import jakarta.validation.constraints.Size;
import org.hibernate.validator.HibernateValidatorConfiguration;
import org.hibernate.validator.cfg.ConstraintMapping;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.boot.validation.autoconfigure.ValidationConfigurationCustomizer;
import org.springframework.context.annotation.Bean;

/** Sizes are checked as the OpenAPI documents tell them. */
@AutoConfiguration(before = ValidationAutoConfiguration.class)
class TextConfiguration {

	@Bean
	ValidationConfigurationCustomizer sizesInCharacters() {
		return (validation) -> {
			HibernateValidatorConfiguration hibernate = (HibernateValidatorConfiguration) validation;
			ConstraintMapping mapping = hibernate.createConstraintMapping();
			// Beside those of lists and maps.
			mapping.constraintDefinition(Size.class)
				.includeExistingValidators(true)
				.validatedBy(SizeInCharacters.class);
			hibernate.addMapping(mapping);
		};
	}

}

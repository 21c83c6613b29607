package cinema.platform.setting;

import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;

/**
 * Reads our settings before anything connects to anything, so that a wrong one is named
 * whatever else is wrong.
 */
@AutoConfiguration
class EarlySettings implements BeanFactoryInitializer<ConfigurableListableBeanFactory> {

	/** The names that the scan for properties gives: prefix and class. */
	private static final String SCANNED = "cinema[.][a-z-]+-cinema[.].+";

	@Override
	public void initialize(ConfigurableListableBeanFactory beans) {
		for (String name : beans.getBeanDefinitionNames()) {
			if (name.matches(SCANNED)) {
				beans.getBean(name);
			}
		}
	}

}

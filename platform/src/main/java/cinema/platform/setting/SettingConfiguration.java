package cinema.platform.setting;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Import;

/** Settings are read before anything else. */
@AutoConfiguration
@Import(EarlySettings.class)
class SettingConfiguration {

}

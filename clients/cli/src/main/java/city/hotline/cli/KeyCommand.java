package city.hotline.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Keys of a gateway: who may open requests over Open311. */
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description = "Keys that let an app open requests at the gateway over Open311.")
final class KeyCommand implements Runnable {

  private static final String PATH = "/keys";

  @Spec private @Nullable CommandSpec spec;

  private CommandSpec spec() {
    return Objects.requireNonNull(spec, "picocli sets it");
  }

  @Override
  public void run() {
    throw new ParameterException(spec().commandLine(), "Say what to do: add, list or remove.");
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a key and shows it, this once.")
  int add(
      @Mixin AdminOptions admin,
      @Parameters(paramLabel = "NAME", description = "Of whom it is for.") String name) {
    var wanted = new JsonObject();
    wanted.addProperty("name", name);
    JsonObject added = admin.post(PATH, wanted).getAsJsonObject();
    spec().commandLine().getOut().println(added.get("key").getAsString());
    return 0;
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "The names of all keys, as JSON lines.")
  int list(@Mixin AdminOptions admin) {
    for (JsonElement each : admin.get(PATH).getAsJsonArray()) {
      spec().commandLine().getOut().println(Json.line(each));
    }
    return 0;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Ends a key: requests with it are refused from now on.")
  int remove(
      @Mixin AdminOptions admin,
      @Parameters(paramLabel = "NAME", description = "Of the key.") String name) {
    admin.delete(PATH + AdminOptions.part(name));
    spec().commandLine().getOut().println(name + " is removed.");
    return 0;
  }
}

using Spectre.Console.Cli;
using Terminal.Rig;

var app = new CommandApp();
app.Configure(Commands.Register);
return await app.RunAsync(args);

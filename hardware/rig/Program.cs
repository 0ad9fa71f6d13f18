using Spectre.Console.Cli;
using Terminal.Rig;
using Terminal.Rig.Bench;

var app = new CommandApp<BenchCommand>();
app.Configure(Commands.Register);
return await app.RunAsync(args);

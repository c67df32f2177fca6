import { z } from 'zod';
import { NO_BODY, NOTHING, route } from '../route.ts';
import { about } from '../schemas.ts';

/** What is told to browsers elsewhere: where the data lie is for whoever is on the machine. */
const ELSEWHERE = { program: 'tongbu', options: '' };

export const showCommandLine = route({
  name: 'showCommandLine',
  method: 'GET',
  path: '/api/command-line',
  role: 'anyone',
  group: 'about',
  summary: {
    en: 'How commands are typed on the server: program, command, options. Whoever asks from elsewhere is told `tongbu` alone.',
    zh: '在服务器上如何输入命令：程序、命令、选项。从其他机器询问时只返回 `tongbu`。',
  },
  params: NOTHING,
  query: NOTHING,
  body: NO_BODY,
  answers: {
    json: z.object({
      program: about(z.string(), 'What the command begins with.', '命令的开头。'),
      options: about(z.string(), 'What follows the command.', '命令之后的选项。'),
    }),
  },
  repeats: 'reads',
  problems: [],
  async handle({ browser, commandLine }) {
    return browser.isHere && commandLine ? commandLine : ELSEWHERE;
  },
});
